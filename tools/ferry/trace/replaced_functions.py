"""Functions of the tree that give the facade, where tests replace them: by `patch`, or `monkeypatch.setattr`."""

import ast
from collections.abc import Iterator

from tools.ferry.project.carriers import Carrier
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module
from tools.ferry.trace.patched import told_to_give
from tools.ferry.trace.sources import call_texts, is_mock, patched_name, put_there
from tools.ferry.types.names import find_method, member
from tools.ferry.types.patch_targets import patching
from tools.ferry.types.patched import is_patch
from tools.ferry.types.values import FunctionRef, Instance

Given = tuple[Module, ast.expr] | Carrier
"""An expression whose value is given, or what carries it."""


def replacing(project: Project, function: Function) -> Iterator[tuple[Module, ast.Call]]:
    """Yield where tests replace the function, which is no accessor."""
    if project.function_patches is None:
        project.function_patches = {}
        for module, patch in patching(project.program):
            name = "".join(call_texts(patch)[-1:]).rpartition(".")[2]
            if name and not project.is_retired(module):
                project.function_patches.setdefault(name, []).append((module, patch))
    if function not in project.accessors:
        for module, patch in project.function_patches.get(function.short, ()):
            if function in _replaced(project, module, patch):
                yield module, patch


def _replaced(project: Project, module: Module, patch: ast.Call) -> Iterator[Function | None]:
    owner, name = patched_name(project, module, patch) or (None, call_texts(patch)[-1])
    if isinstance(owner, Module):
        found = member(project.program, owner, name)
        yield found if isinstance(found, Function) else None
        return
    owners = [owner] if isinstance(owner, Class) else []
    if not owners and len(call_texts(patch)) > 1:
        values = project.references.inference.of(module, patch.args[0])
        owners = [value.cls for value in values if isinstance(value, Instance)]
    yield from (find_method(project.program, cls, name) for cls in owners)


def given_by_patch(project: Project, module: Module, patch: ast.Call) -> Iterator[Given]:
    """Yield what a test says that the call gives in the function's place."""
    if is_patch(patch):
        yield from ((module, value) for value in told_to_give(project, module, patch))
    for value in put_there(patch):
        told = value.keywords if is_mock(value) else []
        yield from ((module, keyword.value) for keyword in told if keyword.arg == "return_value")
        for answering in (value, *(keyword.value for keyword in told if keyword.arg == "side_effect")):
            for kind in project.references.inference.of(module, answering):
                if isinstance(kind, FunctionRef):
                    yield Carrier("return", kind.function, "")
