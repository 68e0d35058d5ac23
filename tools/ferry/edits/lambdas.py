"""The edits of lambdas that await: each becomes a function with a name, before the statement that holds it."""

import ast

from tools.ferry.calls.graph import Graph
from tools.ferry.carriers.places import called_functions
from tools.ferry.colour.colour import Colour
from tools.ferry.colour.lambdas import expectation_of, statement_of
from tools.ferry.edits.async_cases import expect_in_block
from tools.ferry.edits.edit_set import EditSet
from tools.ferry.functions.untyped_holders import attributes_set
from tools.ferry.source import Function, Module
from tools.ferry.types.arguments import parameter_of

_DEFAULT = "function"


def name_lambdas(graph: Graph, colour: Colour, new_async: set[Function], edits: EditSet) -> None:
    """Give a name to each lambda of `new_async` that has to await."""
    taken: dict[Function | Module, set[str]] = {}
    for function in sorted(new_async & colour.named, key=lambda f: (f.module.file, f.node.lineno, f.node.col_offset)):
        statement = statement_of(graph.project, function)
        expectation = expectation_of(function)
        if expectation is not None:
            expect_in_block(function.module, expectation[0], edits)
        if statement is None or expectation is not None or graph.is_inlined(function):
            continue
        scope: Function | Module = graph.project.owner(function.module, statement) or function.module
        names = taken.setdefault(scope, _names_in(scope))
        name = _assigned_name(statement, function) or _free_name(_wanted_name(graph, function), names)
        names.add(name)
        edits.join(function.module, statement, "name_lambda", f"{_position(statement, function)}:{name}")


def _names_in(scope: Function | Module) -> set[str]:
    nodes = [*ast.walk(scope.tree if isinstance(scope, Module) else scope.node)]
    return {n.id for n in nodes if isinstance(n, ast.Name)} | {n.arg for n in nodes if isinstance(n, ast.arg)}


def _assigned_name(statement: ast.stmt, function: Function) -> str:
    """Return the variable to which the lambda is assigned: the function takes its place."""
    if isinstance(statement, ast.Assign) and statement.value is function.node and len(statement.targets) == 1:
        return statement.targets[0].id if isinstance(statement.targets[0], ast.Name) else ""
    return ""


def _wanted_name(graph: Graph, function: Function) -> str:
    """Return the name of the parameter that is given the lambda, or of the attribute that keeps it."""
    module, node = function.module, function.node
    parent = module.parents[node]
    for target in attributes_set(graph.project, module, node) if isinstance(node, ast.Lambda) else ():
        return target.attr
    if isinstance(parent, ast.keyword):
        return parent.arg or _DEFAULT
    if isinstance(parent, ast.Call) and isinstance(node, ast.Lambda):
        for called in called_functions(graph.project, module, parent):
            name = parameter_of(parent, node, called)
            if name is not None:
                return name
    return _DEFAULT


def _free_name(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}_{number}"
    return free


def _position(statement: ast.stmt, function: Function) -> int:
    """Return which of the statement's lambdas it is, in the order of the text."""
    lambdas = [node for node in ast.walk(statement) if isinstance(node, ast.Lambda)]
    lambdas.sort(key=lambda node: (node.lineno, node.col_offset))
    return next(number for number, node in enumerate(lambdas) if node is function.node)
