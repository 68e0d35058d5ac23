"""What a test reads of the arguments of recorded calls, and compares them with: `get.call_args.kwargs["player"]`."""

import ast
from collections.abc import Iterator
from typing import Literal

from tools.ferry.edits.carried import carry_call
from tools.ferry.edits.edit_set import EditSet
from tools.ferry.project.project import Project
from tools.ferry.source import Module, called_name
from tools.ferry.uses.signatures import moved_parameters, renamed_parameters

Kind = Literal["calls", "call", "keywords"]
"""What an expression is: several recorded calls, one, or the arguments by name of one."""

RECORDED: dict[str, Kind] = {
    "assert_has_awaits": "calls", "assert_has_calls": "calls", "await_args": "call", "await_args_list": "calls",
    "call_args": "call", "call_args_list": "calls", "mock_calls": "calls",
}  # fmt: skip
"""The attributes of a mocked method that tell of its calls, or are told of them."""


def carry_recorded(project: Project, module: Module, recorded: ast.Attribute, name: str, edits: EditSet) -> None:
    """Name the arguments as the target does wherever the test speaks of the calls of the method `name`."""
    if RECORDED[recorded.attr] == "calls" and recorded.attr.startswith("assert"):
        call = module.parents[recorded]
        for value in call.args[:1] if isinstance(call, ast.Call) else ():
            _carry_expected(project, module, value, "calls", name, edits)
    for part, kind in recorded_parts(project, module, recorded, RECORDED[recorded.attr], frozenset()):
        _carry_read(project, module, part, kind, name, edits)


def recorded_parts(
    project: Project, module: Module, node: ast.expr, kind: Kind, seen: frozenset[str]
) -> Iterator[tuple[ast.expr, Kind]]:
    """Yield what is taken out of the recorded calls, and the variables that hold it, each with what it is.

    `seen` are the variables that are followed already.
    """
    yield node, kind
    parent = module.parents[node]
    match parent:
        case ast.Attribute(attr="kwargs") if kind == "call":
            yield from recorded_parts(project, module, parent, "keywords", seen)
        case ast.Subscript(value=value, slice=ast.Slice()) if value is node and kind == "calls":
            yield from recorded_parts(project, module, parent, "calls", seen)
        case ast.Subscript(value=value) if value is node and kind == "calls":
            yield from recorded_parts(project, module, parent, "call", seen)
        case ast.Subscript(value=value, slice=ast.Constant(value=1 | 2)) if value is node and kind == "call":
            yield from recorded_parts(project, module, parent, "keywords", seen)
        case ast.Assign(targets=[target]):
            yield from _held(project, module, node, target, kind, seen)
        case ast.For(target=target, iter=value) | ast.comprehension(target=target, iter=value):
            if value is node and kind == "calls":
                yield from _held(project, module, node, target, "call", seen)


def _held(
    project: Project, module: Module, node: ast.expr, target: ast.expr, kind: Kind, seen: frozenset[str]
) -> Iterator[tuple[ast.expr, Kind]]:
    """Yield where a variable is read that holds it: `args, kwargs = get.call_args`."""
    if isinstance(target, ast.Tuple) and kind == "call":
        target, kind = target.elts[-1], "keywords"
    if not isinstance(target, ast.Name) or target.id in seen:
        return
    function = project.program.enclosing(module, node)
    for load in project.program.loads.within(module, target.id):
        if isinstance(load, ast.Name) and project.program.enclosing(module, load) is function:
            yield from recorded_parts(project, module, load, kind, seen | {target.id})


def _carry_read(project: Project, module: Module, part: ast.expr, kind: Kind, name: str, edits: EditSet) -> None:
    """Rename the key that is asked there, and what the part is compared with; a place that moved is for a person."""
    renamed, parent = renamed_parameters(project, name), module.parents[part]
    key: ast.expr | None = None
    match parent:
        case ast.Subscript(value=value, slice=ast.Constant() as asked) if value is part and kind == "keywords":
            key = asked
        case ast.Compare(left=ast.Constant() as asked, ops=[ast.In() | ast.NotIn()]) if kind == "keywords":
            key = asked
        case ast.Attribute(attr="get" | "pop") if kind == "keywords":
            call = module.parents[parent]
            key = call.args[0] if isinstance(call, ast.Call) and call.args else None
        case ast.Attribute(attr="args") | ast.Subscript(slice=ast.Constant(value=0)) if kind == "call":
            if moved_parameters(project, name):
                edits.leave(module, part)
        case ast.Compare():
            for other in [parent.left, *parent.comparators]:
                _carry_expected(project, module, other, kind, name, edits)
        case ast.Call(args=arguments) if part in arguments and called_name(parent).startswith("assert"):
            for other in arguments:
                _carry_expected(project, module, other, kind, name, edits)
    if isinstance(key, ast.Constant) and key.value in renamed:
        edits.add(module, key, "replace_string", renamed[str(key.value)])


def _carry_expected(project: Project, module: Module, value: ast.expr, kind: Kind, name: str, edits: EditSet) -> None:
    """Rename the arguments in what recorded calls are compared with, which may stand in a variable."""
    match value:
        case ast.Name():
            for held in _bound(project, module, value):
                _carry_expected(project, module, held, kind, name, edits)
        case ast.List(elts=elts) if kind == "calls":
            for one in elts:
                _carry_expected(project, module, one, "call", name, edits)
        case ast.Tuple(elts=[*_, last]) if kind == "call":
            _carry_expected(project, module, last, "keywords", name, edits)
        case ast.Call() if kind == "call" and called_name(value) == "call" and not isinstance(value.func, ast.Call):
            carry_call(project, module, value, name, edits)
        case ast.Call() | ast.Dict() if kind == "keywords":
            _carry_keywords(module, value, renamed_parameters(project, name), edits)


def _carry_keywords(module: Module, value: ast.Call | ast.Dict, renamed: dict[str, str], edits: EditSet) -> None:
    """Rename the keys of a dictionary that is written there, or made: `dict(player=4)`."""
    if isinstance(value, ast.Call):
        given = {keyword.arg for keyword in value.keywords} if called_name(value) == "dict" else set()
        for old in [old for old in sorted(renamed) if old in given]:
            edits.join(module, value, "rename_keyword", f"{old}:{renamed[old]}")
        return
    for key in value.keys:
        if isinstance(key, ast.Constant) and key.value in renamed:
            edits.add(module, key, "replace_string", renamed[str(key.value)])


def _bound(project: Project, module: Module, name: ast.Name) -> list[ast.expr]:
    """Return what is assigned to the variable in its function, or in the module."""
    function = project.program.binder(module, name)
    if function is not None:
        return [value for _, value, how in function.assigned.get(name.id, []) if value is not None and how == "value"]
    return [value for _, value in module.assigned.get(name.id, []) if value is not None]
