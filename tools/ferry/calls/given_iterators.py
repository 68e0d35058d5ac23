"""Iterators that are given to a function of the tree which reads them: `upper(lines(store))`."""

import ast
from typing import NamedTuple

from tools.ferry.carriers.places import called_functions
from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module
from tools.ferry.types.arguments import argument_of, parameter_of


class Taken(NamedTuple):
    """A function that reads what is given for a parameter at one place, with what gives that in all of its calls."""

    function: Function
    read: ast.Name
    givers: list[tuple[Function, ...]]


def taken(project: Project, module: Module, made: ast.expr) -> Taken | None:
    """Return the function of the tree that takes what is made there, if every call gives it what a call makes.

    So of a plain function alone: of a method another can be in its place.
    """
    around = module.parents[made]
    call = module.parents[around] if isinstance(around, ast.keyword) else around
    if not isinstance(call, ast.Call) or call.func is made:
        return None
    called = called_functions(project, module, call)
    if len(called) != 1 or not _is_plain(called[0]) or project.is_retired(called[0].module):
        return None
    function = called[0]
    return _reading(project, function, parameter_of(call, made, function))


def given_together(project: Project, function: Function, read: ast.expr) -> list[Function]:
    """Return all that gives the function what it reads there of a parameter; nothing where it reads no such."""
    name = read.id if isinstance(read, ast.Name) else None
    found = _reading(project, function, name) if any(param.arg == name for param in function.params) else None
    return [giver for givers in found.givers for giver in givers] if found is not None else []


def _is_plain(function: Function) -> bool:
    is_free = function.cls is None and not function.decorators
    return is_free and not isinstance(function.node, ast.Lambda)


def _reading(project: Project, function: Function, name: str | None) -> Taken | None:
    reads = _reads(project, function, name)
    calls = calls_alone(project, function)
    if name is None or len(reads) != 1 or not calls:
        return None
    given = [(module, argument_of(call, function, name)) for module, call in calls]
    made = [(module, value if value is None else _kept(project, module, value)) for module, value in given]
    givers = [called_functions(project, m, value) if isinstance(value, ast.Call) else () for m, value in made]
    return Taken(function, reads[0], givers) if all(givers) else None


def _reads(project: Project, function: Function, name: str | None) -> list[ast.Name]:
    """Return where the function itself reads the parameter, if it always has what is given; nothing else sets it."""
    program = project.program
    if name is None or name in function.assigned:
        return []
    named = [node for node in program.loads.within(function.module, name) if isinstance(node, ast.Name)]
    reads = [node for node in named if program.binder(function.module, node) is function]
    return reads if all(program.enclosing(function.module, node) is function for node in reads) else []


def _kept(project: Project, module: Module, given: ast.expr) -> ast.expr:
    """Return what a local variable keeps that is given, if it is set once, and else what is given."""
    function = project.program.binder(module, given) if isinstance(given, ast.Name) else None
    bound = function.assigned.get(given.id, []) if function is not None and isinstance(given, ast.Name) else []
    value = bound[0][1] if len(bound) == 1 and bound[0][2] == "value" else None
    return value if value is not None else given


def calls_alone(project: Project, function: Function) -> list[tuple[Module, ast.Call]]:
    """Return the calls of the function, if it is only called; none of a method, in whose place another can be."""
    if not _is_plain(function):
        return []
    places = project.references.to(function)
    around = [(module, node, module.parents[node]) for module, node in places]
    calls = [(module, call) for module, node, call in around if isinstance(call, ast.Call) and call.func is node]
    return calls if len(calls) == len(places) else []
