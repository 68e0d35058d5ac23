"""Plain mocks and what holds them: a parameter or attribute of a class, another mock, a namespace."""

import ast
from collections.abc import Iterator

from tools.ferry.calls.graph import Graph
from tools.ferry.calls.structural import declared_for
from tools.ferry.edits.edit_set import EditSet
from tools.ferry.edits.given_members import members_told
from tools.ferry.edits.test_doubles import PLAIN
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.types import Inference
from tools.ferry.types.called_classes import class_call, class_calls
from tools.ferry.types.members import mock_spec, of_class_attribute, put_on
from tools.ferry.types.mock_attributes import is_of_unknown_spec, listed_names
from tools.ferry.types.names import ancestry, bases, find_method
from tools.ferry.types.patch_targets import stood_for
from tools.ferry.types.patched import is_patched
from tools.ferry.types.values import Instance, Mock, Value

_MADE = PLAIN | {"NonCallableMock", "NonCallableMagicMock"}
"""The classes of mocks whose methods cannot be awaited."""


def held_in(graph: Graph, module: Module, stand_in: ast.AST | None, cls: Class) -> Iterator[tuple[Mock, Class]]:
    """Yield the plain mocks that a stand-in for the class is told to hold, with the classes for which they stand.

    So of `Mock(spec=Town, census=Mock())`, `SimpleNamespace(census=census)`, by what an object of the class has there.
    """
    inference = graph.project.references.inference
    for keyword in stand_in.keywords if isinstance(stand_in, ast.Call) else ():
        mocks = [m for m in inference.of(module, keyword.value) if isinstance(m, Mock) and is_plain(inference, m)]
        declared = of_class_attribute(inference, cls, keyword.arg) if mocks and keyword.arg else frozenset()
        for mock, held in [(m, d.cls) for m in mocks for d in declared if isinstance(d, Instance)]:
            yield mock, held
            yield from held_in(graph, mock.module, mock.node, held)


def told_by_text(graph: Graph, mock: Mock, cls: Class, new_async: set[Function]) -> Iterator[Mock]:
    """Yield the methods that become async of what a stand-in for the class holds, and a text tells something of.

    So of `Mock(**{"census.size.return_value": 3})`, by what an object of the class has there.
    """
    inference = graph.project.references.inference
    calls = [mock.node] if not mock.path else []
    for module, node in graph.project.program.loads.get("configure_mock", []) if calls else ():
        is_its = isinstance(node, ast.Attribute) and mock in inference.of(module, node.value)
        calls += [module.parents[node]] if is_its else []
    for name in (name for call in calls for name in members_told(call)):
        *holders, method = name.split(".")
        objects = frozenset[Value]({Instance(cls)})
        for holder in holders:
            classes = [value.cls for value in objects if isinstance(value, Instance)]
            objects = frozenset(v for one in classes for v in of_class_attribute(inference, one, holder))
        called = {find_method(graph.project.program, v.cls, method) for v in objects if isinstance(v, Instance)}
        if holders and any(f in new_async and graph.shape(f) == "await" for f in called if f is not None):
            yield Mock(mock.node, mock.module, (*holders, method))


def leave_made_classes(graph: Graph, new_async: set[Function], edits: EditSet) -> None:
    """Leave objects of a plain mock's heirs to a person where a class with methods that become async is declared.

    So, too, those of a class that a call of `type` makes.
    """
    program, inference = graph.project.program, graph.project.references.inference
    heirs = {cls for cls in program.classes.values() if not _MADE.isdisjoint(cls.bases)}
    made = {module for module, _ in program.loads.get("type", []) if class_calls(program, module)}
    for module in made | {module for cls in heirs for module, _ in program.loads.get(cls.node.name, [])}:
        for node in (*module.nodes(ast.Call), *module.nodes(ast.Assign)):
            for value in given_at(module, node):
                of_heir = any(isinstance(one, Instance) and one.cls in heirs for one in inference.of(module, value))
                if of_heir or class_call(program, module, value) is not None:
                    declared = declared_at(graph, module, node, value)
                    classes = {cls for d in declared if isinstance(d, Instance) for cls in ancestry(program, d.cls)}
                    edits.about = tuple(f for cls in classes for f in cls.methods.values() if f in new_async)
                    if edits.about:
                        edits.leave(module, value)


def given_at(module: Module, node: ast.AST) -> list[ast.expr]:
    """Return what a call gives away, or an assignment puts into an attribute, also one in the body of a class."""
    if isinstance(node, ast.Call) and called_name(node) not in _MADE:
        values = [*node.args, *(keyword.value for keyword in node.keywords)]
        return [value for value in values if isinstance(value, ast.Name | ast.Attribute | ast.Call | ast.Subscript)]
    target = node.targets[0] if isinstance(node, ast.Assign) else None
    is_attribute = isinstance(target, ast.Attribute) or (
        isinstance(target, ast.Name) and isinstance(module.parents[node], ast.ClassDef)
    )
    return [node.value] if isinstance(node, ast.Assign) and is_attribute else []


def given_mocks(inference: Inference, module: Module, value: ast.expr) -> list[Mock]:
    """Return the plain mocks that the expression gives, or what such a one has there by itself: `parent.service`.

    Out of a table it is that under the key, where it is written.
    """
    table = bound_once(inference, module, value.value) if isinstance(value, ast.Subscript) else None
    if isinstance(value, ast.Subscript) and isinstance(table, ast.Dict):
        under = [v for k, v in zip(table.keys, table.values, strict=True) if k and ast.dump(k) == ast.dump(value.slice)]
        return given_mocks(inference, module, under[0]) if under else []
    mocks = [
        m for m in inference.of(module, value) if isinstance(m, Mock) and is_plain(inference, Mock(m.node, m.module))
    ]
    return [m for m in mocks if not m.path or not _is_told(inference, m)]


def bound_once(inference: Inference, module: Module, name: ast.expr) -> ast.expr | None:
    """Return the one value that a local variable ever has."""
    function = inference.program.binder(module, name) if isinstance(name, ast.Name) else None
    bound = function.assigned.get(name.id, []) if function is not None and isinstance(name, ast.Name) else []
    return bound[0][1] if len(bound) == 1 and bound[0][2] == "value" else None


def _is_told(inference: Inference, mock: Mock) -> bool:
    """Tell whether a test puts something there, so that the mock has not its own."""
    holder, name = Mock(mock.node, mock.module, mock.path[:-1]), mock.path[-1]
    told = {k.arg for k in mock.node.keywords} if isinstance(mock.node, ast.Call) and not holder.path else set()
    return name in told or any(True for _ in put_on(inference, holder, name))


def declared_at(graph: Graph, module: Module, node: ast.AST, value: ast.expr) -> frozenset[Value]:
    """Return what the call or assignment `node` is declared to get there."""
    if isinstance(node, ast.Call):
        return declared_for(graph.project, module, node, value)
    inference = graph.project.references.inference
    target = node.targets[0] if isinstance(node, ast.Assign) else None
    heir = graph.project.program.body_of(target) if isinstance(target, ast.Name) else None
    if heir is not None and isinstance(target, ast.Name):  # in its place a base has something
        above = bases(graph.project.program, heir)
        return frozenset(v for base in above for v in of_class_attribute(inference, base, target.id))
    if not isinstance(target, ast.Attribute):
        return frozenset()
    owners = inference.of(module, target.value)
    if target.attr == "return_value":
        patches = [o for o in owners if isinstance(o, Mock) and not o.path and is_patched(o)]
        calls = ((o.module, o.node) for o in patches if isinstance(o.node, ast.Call))
        return frozenset(Instance(cls) for owner, patch in calls for cls in stood_for(inference, owner, patch)[1])
    classes = [cls for o in owners for cls in ([o.cls] if isinstance(o, Instance) else _imitated(inference, o))]
    return frozenset(v for cls in classes for v in of_class_attribute(inference, cls, target.attr))


def _imitated(inference: Inference, value: Value) -> list[Class]:
    """Return the classes that a mock imitates by its spec."""
    return mock_spec(inference, value) if isinstance(value, Mock) else []


def is_plain(inference: Inference, mock: Value) -> bool:
    """Tell whether the value is a mock that imitates nothing: its spec, if it has one, lists names or is not known."""
    call = mock.node if isinstance(mock, Mock) else None
    if not isinstance(mock, Mock) or not isinstance(call, ast.Call) or mock.path or called_name(call) not in _MADE:
        return False
    told = {keyword.arg for keyword in call.keywords}
    is_specified = bool(call.args) or not told.isdisjoint({"spec", "spec_set"})
    if "wraps" in told or not is_specified:
        return "wraps" not in told
    is_listed = listed_names(inference.program, mock.module, call) is not None
    return is_listed or is_of_unknown_spec(inference, mock.module, call)


def given_when_called(inference: Inference, mock: Mock) -> list[Mock]:
    """Return the plain mocks that a mock gives when it is called: what it is told to, or its own."""
    keywords = mock.node.keywords if isinstance(mock.node, ast.Call) and not mock.path else []
    told = [keyword.value for keyword in keywords if keyword.arg == "return_value"]
    values = [value for node in told for value in inference.of(mock.module, node)]
    given = [value for value in values if isinstance(value, Mock) and is_plain(inference, value)]
    return given if told else [Mock(mock.node, mock.module, (*mock.path, "()"))]


def plain_mocks(graph: Graph) -> Iterator[Mock]:
    """Yield the mocks of the tree that imitate nothing."""
    program = graph.project.program
    for module, name in (place for one in sorted(_MADE) for place in program.loads.get(one, [])):
        call = module.parents[name]
        mock = Mock(call, module)
        if (
            isinstance(call, ast.Call)
            and call.func is name
            and not graph.project.is_retired(module)
            and is_plain(graph.project.references.inference, mock)
        ):
            yield mock
