"""What a test puts in the place of a dependency: `app.dependency_overrides[layer_of] = lambda: layer`."""

import ast
from collections.abc import Iterator

from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module, called_name
from tools.ferry.trace.sources import is_mock, meaning
from tools.ferry.types.patch_targets import Replaced, replaced_dependencies
from tools.ferry.types.values import FunctionRef


def overridden(project: Project) -> Iterator[Replaced]:
    """Yield where a test names an accessor in `app.dependency_overrides`."""
    for module, name, value in replaced_dependencies(project.program):
        if meaning(project, module, name) in project.accessors:
            yield module, name, value


def given_instead_of(project: Project, function: Function) -> Iterator[tuple[Module, ast.expr] | Function]:
    """Yield what a test has FastAPI give instead of what the function does: expressions, and functions that give it."""
    for module, name, value in replaced_dependencies(project.program):
        if value is None or called_name(name) != function.short:
            continue
        if function not in project.references.resolve(module, name).definitions:
            continue
        if is_mock(value):
            yield from ((module, keyword.value) for keyword in value.keywords if keyword.arg == "return_value")
        for kind in project.references.inference.of(module, value):
            if isinstance(kind, FunctionRef):
                yield kind.function
