"""Objects of other classes that are given where the facade is wanted: hand-written fakes, and namespaces with stubs."""

import ast
from collections.abc import Set

from tools.ferry.project.project import Project
from tools.ferry.source import Class, Module, called_name
from tools.ferry.trace.sources import source_kind
from tools.ferry.types.called_classes import class_call, members_told
from tools.ferry.types.members import mock_spec
from tools.ferry.types.mock_attributes import OF_MOCKS
from tools.ferry.types.names import find_method
from tools.ferry.types.values import ClassRef, Instance, Mock


def doubled(project: Project, module: Module, value: ast.expr) -> frozenset[str]:
    """Return the facade's methods that an object of no class of its family answers, synchronously."""
    if isinstance(value, ast.Call) and called_name(value.func) == "SimpleNamespace":
        return frozenset(k.arg for k in value.keywords if k.arg in project.facade_methods)
    if (made := class_call(project.program, module, value)) is not None:
        return members_told(made) & project.facade_methods
    values = project.references.inference.of(module, value)
    return _methods(project, [v.cls for v in values if isinstance(v, Instance)])


def methods_of_class(project: Project, module: Module, value: ast.expr) -> frozenset[str]:
    """Return the facade's methods that objects of the class answer, synchronously, that stands for an accessor."""
    kinds = project.references.inference.of(module, value)
    return _methods(project, [kind.cls for kind in kinds if isinstance(kind, ClassRef)])


def imitates_another(project: Project, module: Module, mock: ast.Call, asked: Set[str]) -> bool:
    """Tell whether a mock stands for a class without the facade's names: by its spec, or by what is said of it."""
    specs = mock_spec(project.references.inference, Mock(mock, module))
    if specs:
        return not any(cls in project.facade_classes | project.target_family for cls in specs)
    return asks_another(project, asked | {keyword.arg for keyword in mock.keywords if keyword.arg is not None})


def is_of_facade(project: Project, module: Module, mock: ast.Call) -> bool:
    """Tell whether a mock stands for the facade by its spec, or by what it is told of its methods."""
    told = {keyword.arg for keyword in mock.keywords}
    return source_kind(project, module, mock) == "mock" or not told.isdisjoint(project.facade_methods)


def asks_another(project: Project, asked: Set[str]) -> bool:
    """Tell whether all that is asked of a mock is nothing that the facade has."""
    names = {name for name in asked if not name.startswith("_") and name not in OF_MOCKS}
    own = {name for cls in project.facade_classes for name in (*cls.methods, *cls.assigned)}
    return bool(names) and names.isdisjoint(own | project.facade_methods)


def _methods(project: Project, classes: list[Class]) -> frozenset[str]:
    if any(called_name(base) in {"Mock", "MagicMock"} for cls in classes for base in cls.node.bases):
        return project.facade_methods  # an heir of a mock answers all
    others = [cls for cls in classes if cls not in project.facade_classes | project.target_family]
    found = ((name, find_method(project.program, cls, name)) for cls in others for name in project.facade_methods)
    return frozenset(name for name, method in found if method is not None and not method.is_async)
