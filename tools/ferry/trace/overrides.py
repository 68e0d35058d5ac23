"""What a test puts in the place of a dependency: `app.dependency_overrides[layer_of] = lambda: layer`."""

import ast
from collections.abc import Iterator

from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module, called_name
from tools.ferry.trace.sources import is_mock, meaning
from tools.ferry.types.values import FunctionRef

Override = tuple[Module, ast.Name | ast.Attribute, ast.expr | None]
"""Where a test names a dependency, and what it puts in its place there, if it does."""


def overridden(project: Project) -> Iterator[Override]:
    """Yield where a test names an accessor in `app.dependency_overrides`."""
    for module, name, value in _named(project):
        if meaning(project, module, name) in project.accessors:
            yield module, name, value


def given_instead_of(project: Project, function: Function) -> Iterator[tuple[Module, ast.expr] | Function]:
    """Yield what a test has FastAPI give instead of what the function does: expressions, and functions that give it."""
    for module, name, value in _named(project):
        if value is None or called_name(name) != function.short:
            continue
        if function not in project.references.resolve(module, name).definitions:
            continue
        if is_mock(value):
            yield from ((module, keyword.value) for keyword in value.keywords if keyword.arg == "return_value")
        for kind in project.references.inference.of(module, value):
            if isinstance(kind, FunctionRef):
                yield kind.function


def _named(project: Project) -> Iterator[Override]:
    for module, node in project.program.loads.get("dependency_overrides", []):
        statement = next((p for p in project.program.ancestors(module, node) if isinstance(p, ast.stmt)), node)
        for name in [part for part in ast.walk(statement) if isinstance(part, ast.Name | ast.Attribute)]:
            match module.parents[name]:
                case ast.Subscript() if isinstance(statement, ast.Assign):
                    yield module, name, statement.value
                case ast.Dict(keys=keys, values=values) if name in keys:
                    yield module, name, values[keys.index(name)]
                case ast.Call(args=[_, key, value]) if key is name:  # `monkeypatch.setitem(overrides, name, value)`
                    yield module, name, value
                case ast.Call(func=called) if called is name:
                    pass
                case _:
                    yield module, name, None
