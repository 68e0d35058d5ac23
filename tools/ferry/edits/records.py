"""The calls that a mock has recorded, by the names of the methods: what a test compares them with."""

import ast
import re
from collections.abc import Iterator

from tools.ferry.edits.carried import carry_arguments
from tools.ferry.edits.edit_set import EditSet
from tools.ferry.edits.recorded_arguments import Kind, recorded_parts
from tools.ferry.functions.variables import Place, values_of
from tools.ferry.project.carriers import Carrier, Component
from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module, called_name, dotted
from tools.ferry.types.values import Mock

RECORDS = frozenset({"mock_calls", "method_calls", "assert_has_calls"})
"""What a mock tells of the calls of its methods, or is asked about them."""

_COMPARING = ast.Assert | ast.BoolOp | ast.Compare | ast.Expr | ast.If | ast.UnaryOp
"""Syntax that asks whether recorded calls are those that it names, or whether there are some."""

_BY_NAME = frozenset({"attach_mock", "delattr", "getattr", "hasattr", "object", "patch", "setattr"})
"""Calls that are told the name of a method, and are changed with it."""


def rename_records(
    project: Project, component: Component, module: Module, node: ast.expr, edits: EditSet, above: str = ""
) -> None:
    """Rename the methods of the calls with which a mock's are compared: `mock.mock_calls == [call.get_player(1)]`.

    And their arguments. Both sides may stand in a variable. `above` is the way from the mock that has recorded them to
    the facade's: `call.layer.get_player(1)`. Where a test reads the names as text, it is left to a person.
    """
    renamed = sorted(name for name in component.names_used() if project.config.renamed(name) != name)
    by_text = re.compile(rf"(?:^|\.)(?:{'|'.join(map(re.escape, renamed))})(?:$|\()")
    is_left = False
    for part, kind in recorded_parts(project, module, node, "calls", frozenset()):
        if _is_followed(module, part, kind):
            continue
        statement = next((p for p in project.program.ancestors(module, part) if isinstance(p, ast.stmt)), part)
        looked_at = list(_with_values(project, module, statement))
        for owner, expression in looked_at:
            _rename_within(project, owner, expression, above, edits)
        if renamed and not _is_compared(module, part):
            looked_at += _around(project, module, part)
        is_left = is_left or any(_is_named(owner, within, by_text) for owner, within in looked_at if renamed)
    if is_left:
        edits.leave(module, node)


def rename_recorded(project: Project, component: Component, module: Module, patch: ast.Call, edits: EditSet) -> None:
    """Rename the methods in what the mock that a patch makes of an accessor has recorded."""
    for owner, node in _records_of(project, Mock(patch, module)):
        rename_records(project, component, owner, node, edits)


def rename_recorded_above(project: Project, component: Component, held: Carrier, edits: EditSet) -> None:
    """Rename the methods in what another mock has recorded that has the facade's: `[call.layer.get_player(1)]`."""
    place, _, path = held.name.partition(".")
    module = held.owner
    if not isinstance(module, Module):
        return
    for call in module.nodes(ast.Call):
        if place == f"{call.lineno}:{call.col_offset}":
            for owner, node in _records_of(project, Mock(call, module)):
                rename_records(project, component, owner, node, edits, f".{path}")


def rename_recorded_by_holders(
    project: Project, component: Component, module: Module, made: ast.Call, edits: EditSet
) -> None:
    """Rename the methods in what mocks have recorded to which a test attaches the one that is made there."""
    mock, inference = Mock(made, module), project.references.inference
    for owner, method in project.program.loads.get("attach_mock", []):
        match owner.parents[method], method:
            case ast.Call(args=[child, ast.Constant(value=str(name))]), ast.Attribute(value=parent):
                if mock in inference.of(owner, child):
                    for holder in (v for v in inference.of(owner, parent) if isinstance(v, Mock) and not v.path):
                        for place, node in _records_of(project, holder):
                            rename_records(project, component, place, node, edits, f".{name}")


def _records_of(project: Project, mock: Mock) -> Iterator[Place]:
    """Yield where tests ask for what the mock has recorded."""
    for name in sorted(RECORDS):
        for module, node in project.program.loads.get(name, []):
            if isinstance(node, ast.Attribute) and mock in project.references.inference.of(module, node.value):
                yield module, node


def _with_values(project: Project, module: Module, node: ast.AST) -> Iterator[tuple[Module, ast.AST]]:
    """Yield the syntax, and what the variables in it can be."""
    yield module, node
    for name in [part for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load)]:
        yield from values_of(project, module, name)


def _rename_within(project: Project, module: Module, expression: ast.AST, above: str, edits: EditSet) -> None:
    """Rename the methods that are named on `call`; also on `call()`, which is what an accessor gives."""
    for part in ast.walk(expression):
        # From `call` upwards: of `call.get(1)` in a variable that is all which is taken for a value.
        if not isinstance(part, ast.Name | ast.Attribute | ast.Call) or called_name(part) != "call":
            continue
        method: ast.AST = module.parents[part]
        for _ in above.split(".")[1:]:
            method = module.parents[method] if isinstance(method, ast.Attribute) else method
        if not isinstance(method, ast.Attribute) or method.attr not in project.facade_methods:
            continue
        if not above or dotted(method.value) in {f"call{above}", f"mock.call{above}"}:
            carry_arguments(project, module, method, method.attr, edits)
            if project.config.renamed(method.attr) != method.attr:
                edits.add(module, method, "rename_attribute", project.config.renamed(method.attr))


def _is_followed(module: Module, part: ast.expr, kind: Kind) -> bool:
    """Tell whether what is taken out of the part is looked at by itself, or is arguments only."""
    match module.parents[part]:
        case ast.Assign(targets=[ast.Name()]) | ast.For(target=ast.Name()) | ast.comprehension(target=ast.Name()):
            return True
        case ast.Attribute(attr="args" | "kwargs"):
            return True
        case ast.Subscript(slice=place) as taken if taken.value is part:
            return kind == "calls" or (isinstance(place, ast.Constant) and place.value in {1, 2})
    return kind == "keywords"


def _is_compared(module: Module, part: ast.expr) -> bool:
    """Tell whether recorded calls, or one of them, are only asked what they are, or whether there are some."""
    parent = module.parents[part]
    if isinstance(parent, ast.Call):
        return parent.func is part or called_name(parent) in {"bool", "len"}
    return isinstance(parent, _COMPARING)


def _around(project: Project, module: Module, node: ast.expr) -> Iterator[tuple[Module, ast.AST]]:
    """Yield the function that reads recorded calls out; of a helper of the tests those, too, that call it."""
    queue: list[tuple[Module, ast.expr]] = [(module, node)]
    seen: set[Function] = set()
    while queue:
        owner, place = queue.pop()
        function = project.program.enclosing(owner, place)
        while function is not None and isinstance(function.node, ast.Lambda):
            function = project.program.enclosing(owner, function.node)
        if function is None or function in seen:
            continue
        seen.add(function)
        yield from _with_values(project, owner, function.node)
        if not function.short.startswith("test"):
            queue += project.references.to(function)


def _is_named(module: Module, within: ast.AST, by_text: re.Pattern[str]) -> bool:
    """Tell whether a text there is the name of a method, or has it as recorded calls are shown: `"call.load(1)"`."""
    for part in ast.walk(within):
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and by_text.search(part.value):
            parent = module.parents[part]
            is_told = isinstance(parent, ast.Call) and called_name(parent) in _BY_NAME
            is_spread = isinstance(parent, ast.Dict) and isinstance(module.parents[parent], ast.keyword)
            if not is_told and not is_spread:
                return True
    return False
