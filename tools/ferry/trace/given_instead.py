"""Objects of other classes that are given where the facade is wanted: hand-written fakes, and namespaces with stubs."""

import ast
from collections.abc import Iterator, Set

from tools.ferry.project.project import Project
from tools.ferry.source import Class, Module, called_name
from tools.ferry.trace.namespaces import answered, is_namespace
from tools.ferry.trace.sources import source_kind
from tools.ferry.types.by_text import text_of
from tools.ferry.types.called_classes import class_call, members_told
from tools.ferry.types.fixtures import serves_tests
from tools.ferry.types.members import mock_spec, stores_of
from tools.ferry.types.mock_attributes import OF_MOCKS
from tools.ferry.types.names import ancestry, find_method
from tools.ferry.types.values import ClassRef, Instance, Mock


def doubled(project: Project, module: Module, value: ast.expr) -> frozenset[str]:
    """Return the facade's methods that an object of no class of its family answers, synchronously."""
    if isinstance(value, ast.Call) and is_namespace(value):
        return answered(project, module, value)
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
    return frozenset(name for cls in others for name in _answered(project, cls))


def _answered(project: Project, cls: Class) -> frozenset[str]:
    """Return the facade's methods that objects of the class have, synchronous; in tests in any way."""
    methods = {name: find_method(project.program, cls, name) for name in project.facade_methods}
    own = {name for name, method in methods.items() if method is not None and not method.is_async}
    missing = [name for name, method in methods.items() if method is None]
    if not missing or not serves_tests(cls.module):
        return frozenset(own)
    whole = _answers_all(project, cls)
    return frozenset(own) | {name for name in missing if whole or _is_set(project, cls, name)}


def _is_set(project: Project, cls: Class, name: str) -> bool:
    """Tell whether something that cannot be awaited is assigned to the attribute: by the class, or on objects of it."""
    values = [(base.module, v) for base in ancestry(project.program, cls) for _, v, _ in base.assigned.get(name, ())]
    for module, value, target in stores_of(project.program, name):
        if serves_tests(module) and _means(project, module, target.value, cls):
            values.append((module, value))
    return any(value is not None and called_name(value) != "AsyncMock" for _, value in values)


def _answers_all(project: Project, cls: Class) -> bool:
    """Tell whether objects of a class that tests alone know have attributes by names that nobody knows.

    Those that a `__getattr__` asks of another object are as that one's.
    """
    if not all(serves_tests(base.module) for base in ancestry(project.program, cls)):
        return False
    asked = find_method(project.program, cls, "__getattr__")
    if asked is not None:
        reads = project.program.loads.within(asked.module, "getattr")
        return not any(project.program.enclosing(asked.module, read) is asked for read in reads)
    return any(_means(project, *holder, cls) for holder in _set_by_names(project))


def _set_by_names(project: Project) -> Iterator[tuple[Module, ast.expr]]:
    """Yield the objects on which tests set attributes by names that are not written there."""
    program = project.program
    for module, node in (place for name in ("setattr", "vars", "__dict__") for place in program.loads.get(name, [])):
        call = module.parents[node]
        if not serves_tests(module):
            continue
        if isinstance(node, ast.Attribute) and node.attr == "__dict__":
            yield from [(module, node.value)] if _is_filled(module, node) else []
        elif isinstance(node, ast.Name) and isinstance(call, ast.Call) and call.func is node and call.args:
            is_known = len(call.args) > 1 and text_of(program, module, call.args[1]) is not None
            is_setting = node.id == "setattr" and not is_known
            yield from [(module, call.args[0])] if is_setting or _is_filled(module, call) else []


def _is_filled(module: Module, table: ast.expr) -> bool:
    """Tell whether something is put into the table of an object's attributes."""
    parent = module.parents[table]
    is_item = isinstance(parent, ast.Subscript) and isinstance(parent.ctx, ast.Store)
    return is_item or (isinstance(parent, ast.Attribute) and parent.attr == "update")


def _means(project: Project, module: Module, node: ast.expr, cls: Class) -> bool:
    """Tell whether the expression is an object of the class, or of one that it derives from, or such a class."""
    family = ancestry(project.program, cls)
    values = project.references.inference.of(module, node)
    return any(isinstance(value, Instance | ClassRef) and value.cls in family for value in values)
