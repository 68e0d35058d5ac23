"""Parameters whose default `None` the function replaces: what it puts there is a way in, whoever calls.

What only tests pass, and what nobody is known to pass, does not stand beside it.
"""

import ast
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tools.ferry.verify.inference.arguments import Reader, passed
from tools.ferry.verify.inference.scopes import Binding, FunctionDef, Scope, default_of, parameters
from tools.ferry.verify.inference.tree import ClassInfo, File, last_name
from tools.ferry.verify.inference.values import (
    EMPTY,
    UNKNOWN,
    ClassRef,
    External,
    Func,
    Instance,
    Unknown,
    Value,
    Values,
)

if TYPE_CHECKING:
    from tools.ferry.verify.inference.eyes import Eyes

_MOST_CALLS = 40


def beside(eyes: "Eyes", file: File, operand: ast.expr, others: Values) -> Values | None:
    """Return what an operand of `operand or others`, or of a condition that asks for it, can be beside the others.

    None where it is no such parameter: then it is what the expression is.
    """
    scope = file.scope_of(operand).binding(operand.id) if isinstance(operand, ast.Name) else None
    if scope is None or not isinstance(operand, ast.Name) or not _tells(others):
        return None
    argument = _optional(file, scope, operand.id)
    bindings = [b for b in scope.names[operand.id] if b.node is not argument]
    if argument is None or not all(_replaces(file, operand.id, binding) for binding in bindings):
        return None
    return _by_program(eyes, file, scope, argument, frozenset())


def asked_first(file: File, node: ast.IfExp) -> tuple[ast.expr, ast.expr]:
    """Return the arms of the condition, first the one that is what the condition asks for, where there is one."""
    name, is_there = _question(node.test)
    arms = (node.body, node.orelse) if is_there else (node.orelse, node.body)
    return arms if isinstance(arms[0], ast.Name) and arms[0].id == name else (node.body, node.orelse)


def parameter(eyes: "Eyes", file: File, scope: Scope, name: str) -> Values | None:
    """Return what the parameter can be beside what the function puts in the place of its default `None`.

    None where it puts nothing there of which something is known.
    """
    argument = _optional(file, scope, name)
    if argument is None:
        return None
    values = [b.value for b in scope.names[name] if b.value is not None and _replaces(file, name, b)]
    given = eyes.all_of(file, values) if values else EMPTY
    return _by_program(eyes, file, scope, argument, frozenset()) if _tells(given) else None


def attribute(eyes: "Eyes", file: File, bindings: Iterable[Binding]) -> Iterator[Values]:
    """Yield what is assigned to an attribute: `if store is None: self.store = make()`, `else: self.store = store`."""
    given = [b.value if b.kind == "value" else None for b in bindings if b.kind != "annotation"]
    for value in given:
        if value is None:
            yield UNKNOWN
            continue
        named = value.id if isinstance(value, ast.Name) else ""
        others = [other for other in given if other is not None and _stands_for(file, other, named)] if named else []
        kept = beside(eyes, file, value, eyes.all_of(file, others)) if others else None
        yield kept if kept is not None else eyes.values(file, value) or UNKNOWN


def _tells(others: Values) -> bool:
    """Tell whether it is known what stands in the place of `None`, and it is worth to be followed."""
    return any(isinstance(value, Instance | ClassRef | External | Func) for value in others) and not any(
        isinstance(value, Unknown) for value in others
    )


def _optional(file: File, scope: Scope, name: str) -> ast.arg | None:
    """Return the parameter that the variable is, if it has no annotation and the default `None`; not in tests."""
    found = [b.node for b in scope.names[name] if b.kind == "parameter"] if not file.is_test else []
    function, argument = scope.node, found[0] if len(found) == 1 else None
    if not isinstance(argument, ast.arg) or argument.annotation is not None or not isinstance(function, FunctionDef):
        return None
    default = default_of(function, argument)
    return argument if isinstance(default, ast.Constant) and default.value is None else None


def _replaces(file: File, name: str, binding: Binding) -> bool:
    """Tell whether the binding gives the variable `name` its value where it is `None`, and leaves it else."""
    match binding.value if binding.kind == "value" else None:
        case ast.BoolOp(op=ast.Or(), values=[ast.Name(id=first), *_]) if first == name:
            return True
        case ast.IfExp() as chosen if _question(chosen.test)[0] == name:
            kept, _ = asked_first(file, chosen)
            return isinstance(kept, ast.Name) and kept.id == name
        case ast.expr() as value:
            return _stands_for(file, value, name)
    return False


def _stands_for(file: File, value: ast.expr, name: str) -> bool:
    """Tell whether the expression stands in a statement that runs only where the variable `name` is `None`."""
    below: ast.AST = value
    for above in file.up(value):
        if isinstance(above, FunctionDef | ast.Lambda | ast.ClassDef):
            break
        if isinstance(above, ast.If) and _question(above.test)[0] == name:
            return below in (above.orelse if _question(above.test)[1] else above.body)
        below = above
    return False


def _question(test: ast.expr) -> tuple[str, bool]:
    """Return the variable of which a condition asks whether it is `None`, and whether it is true where it is not."""
    match test:
        case ast.Name(id=name):
            return name, True
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            name, is_there = _question(operand)
            return name, not is_there
        case ast.Compare(left=ast.Name(id=name), ops=[ast.Is() | ast.IsNot() as op], comparators=[ast.Constant(None)]):
            return name, isinstance(op, ast.IsNot)
    return "", True


def _by_program(eyes: "Eyes", file: File, scope: Scope, argument: ast.arg, seen: frozenset[ast.arg]) -> Values:
    """Return what the calls pass for the parameter that are in no test; nothing where they pass what is unknown.

    Not so where the function gives it back: then what a caller gets is what it has passed. And what an heir passes may
    be what its own methods are written for.
    """
    function = scope.node
    if not isinstance(function, FunctionDef) or argument in seen:
        return EMPTY
    owner = eyes.tree.owner.get(function)
    bound = owner is not None and not any(last_name(d) == "staticmethod" for d in function.decorator_list)
    position = [a.arg for a in parameters(function)].index(argument.arg) - bound
    is_kept = owner is not None and function.name == "__init__"
    meant = [owner, *eyes.classes.descendants(owner)] if owner is not None and is_kept else []
    names = {cls.node.name for cls in meant} | {function.name} | ({"cls"} if is_kept else set())
    sites = [site for name in sorted(names) for site in eyes.tree.calls.get(name, []) if not site[0].is_test]
    hands_back = _hands_back(file, scope, argument.arg)
    found: list[Values] = []
    for home, call in sites:
        values = eyes.values(home, call.func)
        if not any(_is(value, function, meant) for value in values):
            continue
        given = passed(eyes, home, call, position, argument.arg, _reader(eyes, seen | {argument}))
        is_direct = not is_kept or any(isinstance(value, ClassRef) and value.cls is owner for value in values)
        found.append(given if hands_back or not is_direct else frozenset(v for v in given if not _is_unknown(v)))
    return eyes.union(found) if len(found) <= _MOST_CALLS else UNKNOWN


def _is_unknown(value: Value) -> bool:
    return isinstance(value, Unknown)


def _hands_back(file: File, scope: Scope, name: str) -> bool:
    """Tell whether the function returns the variable itself, or one of several that it chooses from."""
    for load in file.loads_of(scope, name):
        node: ast.AST = load
        while isinstance(node, ast.expr) and isinstance(node, ast.Name | ast.BoolOp | ast.IfExp):
            node = file.parents[node]
        if isinstance(node, ast.Return):
            return True
    return False


def _is(value: Value, function: FunctionDef, meant: list[ClassInfo]) -> bool:
    """Tell whether calling the value runs the function, the constructor of one of the classes or any other."""
    if isinstance(value, Func):
        return value.node is function
    return isinstance(value, ClassRef) and value.cls in meant


def _reader(eyes: "Eyes", seen: frozenset[ast.arg]) -> Reader:
    """Return how an argument is read: a parameter that is handed on is what is passed for that."""

    def read(file: File, node: ast.expr) -> Values:
        scope = file.scope_of(node).binding(node.id) if isinstance(node, ast.Name) else None
        if scope is None or not isinstance(node, ast.Name) or len(scope.names[node.id]) != 1:
            return eyes.values(file, node) or UNKNOWN
        argument = _optional(file, scope, node.id)
        known = _by_program(eyes, file, scope, argument, seen) if argument is not None else None
        return known if known is not None else eyes.values(file, node) or UNKNOWN

    return read
