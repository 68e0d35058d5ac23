"""Functions of the tree that give the facade, where tests replace them: by `patch`, or `monkeypatch.setattr`."""

import ast
from collections.abc import Iterator

from tools.ferry.project.carriers import Carrier
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module
from tools.ferry.trace.patch_holders import names_elsewhere, names_of
from tools.ferry.trace.patched import is_told, told_to_give, told_to_run
from tools.ferry.trace.sources import call_texts, is_mock, makes_its_mock, patched_name, put_there
from tools.ferry.types.members import is_property, returned
from tools.ferry.types.names import find_method, member
from tools.ferry.types.patch_targets import patching
from tools.ferry.types.patched import is_patch
from tools.ferry.types.values import FunctionRef, Instance, Mock

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
    run = told_to_run(project, module, patch) if is_patch(patch) else []
    for value in (*put_there(patch), *run):
        told = value.keywords if is_mock(value) else []
        yield from ((module, keyword.value) for keyword in told if keyword.arg == "return_value")
        for answering in (value, *(keyword.value for keyword in told if keyword.arg == "side_effect")):
            for kind in project.references.inference.of(module, answering):
                if isinstance(kind, FunctionRef):
                    yield Carrier("return", kind.function, "")


def gives_a_mock(project: Project, function: Function, module: Module, patch: ast.Call) -> bool:
    """Tell whether the patch makes a mock whose result stands for the facade, as what the function gives is one."""
    is_plain = not (function.is_async or function.is_generator or is_property(function))
    if not is_plain or not makes_its_mock(patch) or is_told(project, module, patch):
        return False
    given = returned(project.references.inference, function)
    return any(isinstance(value, Instance) and value.cls in project.facade_classes for value in given)


def results_asked(
    project: Project, module: Module, patch: ast.Call
) -> Iterator[tuple[Module, ast.Attribute | ast.Call]]:
    """Yield where tests ask for what the mock gives that the patch makes: `opened.return_value`, `opened()`."""
    mock, loads = Mock(patch, module), project.program.loads
    inference = project.references.inference
    names = names_elsewhere(project, [(module, patch)])
    for owner in [module, *(one for one in project.program.files.values() if one is not module and one.has_any(names))]:
        for node in loads.within(owner, "return_value"):
            if isinstance(node, ast.Attribute) and mock in inference.of(owner, node.value):
                yield owner, node
        for name in names | names_of(project, module, patch):
            for node in loads.within(owner, name):
                call = owner.parents[node]
                if isinstance(call, ast.Call) and call.func is node and mock in inference.of(owner, node):
                    yield owner, call
