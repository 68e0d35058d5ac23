"""What `if isinstance(name, Class)` says about the name in its body."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tools.ferry.source import Class, Module, Program
from tools.ferry.types.names import ancestry, resolve_expression
from tools.ferry.types.values import Instance, Values


def narrowed(program: Program, module: Module, node: ast.Name, values: Values) -> Values:
    """Return what is left of `values` where `node` stands, or an object of the class that is asked for."""
    if "isinstance" not in module.outline.loads:
        return values
    for wanted in _asked_for(program, module, node):
        fitting = {v for v in values if not isinstance(v, Instance) or wanted & set(ancestry(program, v.cls))}
        if not any(isinstance(v, Instance) for v in fitting):
            fitting |= {Instance(cls) for cls in wanted}
        values = frozenset(fitting)
    return values


def is_narrowed(program: Program, module: Module, node: ast.Name) -> bool:
    """Tell whether an `isinstance` says there that the variable has an object of a class of the tree."""
    return "isinstance" in module.outline.loads and any(True for _ in _asked_for(program, module, node))


def _asked_for(program: Program, module: Module, node: ast.Name) -> Iterator[set[Class]]:
    """Yield the classes of each `isinstance` about the name that holds where it stands; those of the tree alone."""
    child: ast.AST = node
    for parent in program.ancestors(module, node):
        if isinstance(parent, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            return
        if isinstance(parent, ast.If) and any(child is statement for statement in parent.body):
            for condition in _conditions(parent.test):
                yield from _classes(program, module, condition, node.id)
        child = parent


def _conditions(test: ast.expr) -> list[ast.expr]:
    return test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And) else [test]


def _classes(program: Program, module: Module, condition: ast.expr, name: str) -> Iterator[set[Class]]:
    match condition:
        case ast.Call(func=ast.Name(id="isinstance"), args=[ast.Name(id=asked), given]) if asked == name:
            parts = given.elts if isinstance(given, ast.Tuple) else [given]
            found = [resolve_expression(program, module, part) for part in parts]
            if all(isinstance(one, Class) for one in found):
                yield {one for one in found if isinstance(one, Class)}
