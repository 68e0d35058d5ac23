"""What carries the facade because a test puts it where an accessor stood."""

import ast
from collections.abc import Iterator

from tools.ferry.carriers.places import read_carriers
from tools.ferry.project.carriers import Carrier, Source
from tools.ferry.project.project import Project
from tools.ferry.source import Module
from tools.ferry.trace.sources import is_mock, patch_of, patched_accessor, put_there
from tools.ferry.types.values import FunctionRef


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
    for keyword in call.keywords:
        if keyword.arg == "return_value":
            yield from read_carriers(project, source.module, keyword.value)
    for value in put_there(call):
        yield from given_by(project, source.module, value)


def given_by(project: Project, module: Module, value: ast.expr) -> Iterator[Carrier]:
    """Yield what carries what an object gives that stands where an accessor stood."""
    if isinstance(value, ast.Call) and is_mock(value):
        for keyword in value.keywords:
            if keyword.arg == "return_value":
                yield from read_carriers(project, module, keyword.value)
    for kind in project.references.inference.of(module, value):
        if isinstance(kind, FunctionRef):
            yield Carrier("return", kind.function, "")
