"""What carries the facade because a test puts it where an accessor stood."""

import ast
from collections.abc import Iterator

from tools.ferry.carriers.places import read_carriers
from tools.ferry.project.carriers import Carrier, Source
from tools.ferry.project.project import Project
from tools.ferry.source import Module
from tools.ferry.trace.sources import is_mock, patch_of, patched_accessor, put_there, source_kind
from tools.ferry.types.values import FunctionRef, Mock

_RESULTS = ("return_value", "side_effect")
"""What a mock can be told of what it gives."""


def patched_carriers(project: Project, source: Source) -> Iterator[Carrier]:
    """Yield what a patch of an accessor puts in its place: by the name that is patched, and what it is told to give."""
    call: ast.expr | None = source.node
    if source.kind == "patched" and isinstance(source.node, ast.Attribute | ast.Call):
        made = source.node.value if isinstance(source.node, ast.Attribute) else source.node.func
        call = patch_of(project, source.module, made)
    target = patched_accessor(project, source.module, call) if isinstance(call, ast.Call) else None
    if target is None or not isinstance(call, ast.Call):
        return
    yield Carrier("patch", *target)
    for value in told_to_give(project, source.module, call):
        yield from read_carriers(project, source.module, value)
        kind = source_kind(project, source.module, value)
        if kind is not None:
            yield source_carrier(Source(kind, source.module, value))
    for value in (*put_there(call), *told_to_run(project, source.module, call)):
        yield from given_by(project, source.module, value)


def source_carrier(source: Source) -> Carrier:
    """Return what carries the facade where it comes in and nothing keeps it."""
    return Carrier("expr", source.module, f"{source.node.lineno}:{source.node.col_offset}:{source.kind}")


def told_to_give(project: Project, module: Module, patch: ast.Call) -> list[ast.expr]:
    """Return what the mock that a patch makes of an accessor is told to give: one value, or one after the other."""
    effects = told_to_run(project, module, patch)
    lists = [effect.elts for effect in effects if isinstance(effect, ast.List | ast.Tuple)]
    return [*_told(project, module, patch, "return_value"), *(value for values in lists for value in values)]


def told_to_run(project: Project, module: Module, patch: ast.Call) -> list[ast.expr]:
    """Return what the mock that a patch makes of an accessor is told to run when it is called."""
    return _told(project, module, patch, "side_effect")


def is_told(project: Project, module: Module, patch: ast.Call) -> bool:
    """Tell whether the test says what the mock that a patch makes gives."""
    return any(_told(project, module, patch, result) for result in _RESULTS)


def _told(project: Project, module: Module, patch: ast.Call, result: str) -> list[ast.expr]:
    """Return what the mock is told by this keyword of the patch, in `configure_mock`, or by an assignment."""
    told = project.references.inference.mocks_told
    if module not in told:
        told[module] = _told_later(project, module)
    return [*(k.value for k in patch.keywords if k.arg == result), *told[module].get((patch, result), [])]


def _told_later(project: Project, module: Module) -> dict[tuple[ast.AST, str], list[ast.expr]]:
    """Return what the module tells mocks to give once they are made, by the call that makes the mock, and by how."""
    inference, program = project.references.inference, project.program
    found: dict[tuple[ast.AST, str], list[ast.expr]] = {}

    def note(mock: ast.expr, result: str, value: ast.expr) -> None:
        for made in inference.of(module, mock):
            if isinstance(made, Mock) and made.module is module and not made.path:
                found.setdefault((made.node, result), []).append(value)

    for method in program.loads.within(module, "configure_mock"):
        call = module.parents[method]
        if isinstance(method, ast.Attribute) and isinstance(call, ast.Call) and call.func is method:
            for keyword in call.keywords:
                if keyword.arg in _RESULTS:
                    note(method.value, keyword.arg, keyword.value)
    for result in _RESULTS:
        for target in program.stores.within(module, result):
            statement = module.parents[target]
            if isinstance(statement, ast.Assign):
                note(target.value, result, statement.value)
    return found


def given_by(project: Project, module: Module, value: ast.expr) -> Iterator[Carrier]:
    """Yield what carries what an object gives that stands where an accessor stood."""
    if is_mock(value):
        for keyword in value.keywords:
            if keyword.arg == "return_value":
                yield from read_carriers(project, module, keyword.value)
    for kind in project.references.inference.of(module, value):
        if isinstance(kind, FunctionRef):
            yield Carrier("return", kind.function, "")
