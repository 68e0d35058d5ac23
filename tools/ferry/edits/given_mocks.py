"""Mocks that a test gives to a call, or puts into an attribute, and what is declared to be there."""

import ast
from collections.abc import Iterator

from tools.ferry.calls.graph import Graph
from tools.ferry.calls.structural import declared_for
from tools.ferry.carriers.fields import classes_made
from tools.ferry.carriers.places import called_functions
from tools.ferry.edits.edit_set import EditSet
from tools.ferry.edits.held_mocks import NOT_AWAITABLE, is_plain
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.types import Inference
from tools.ferry.types.called_classes import class_call, class_calls
from tools.ferry.types.fields import fields_of
from tools.ferry.types.infer import elements_of
from tools.ferry.types.members import mock_spec, of_class_attribute, put_on
from tools.ferry.types.names import ancestry, bases
from tools.ferry.types.patch_targets import stood_for
from tools.ferry.types.patched import is_patched
from tools.ferry.types.spread import spread_by_name, spread_mocks
from tools.ferry.types.values import Instance, Mock, Value

_GIVEN = (
    ast.Name, ast.Attribute, ast.Call, ast.Subscript,
    ast.List, ast.Tuple, ast.Set, ast.Dict, ast.ListComp, ast.GeneratorExp, ast.SetComp, ast.DictComp,
)  # fmt: skip
"""What can give a mock, or have one inside."""


def mocks_given(graph: Graph, module: Module, node: ast.AST) -> Iterator[tuple[list[Mock], frozenset[Value]]]:
    """Yield the plain mocks that a call or an assignment gives, with what is declared there.

    Those inside a list or a table, `checker.rules = [rule]`, with what is declared to be inside.
    """
    inference = graph.project.references.inference
    spread = spread_by_name(inference, module, node) if isinstance(node, ast.Call) else ()
    for value, under in (*((value, None) for value in given_at(module, node)), *spread):
        mocks = given_mocks(inference, module, value)
        if mocks:
            yield mocks, declared_at(graph, module, node, value, under)
            continue
        inside = [mock for part in parts_of(inference, module, value) for mock in given_mocks(inference, module, part)]
        if inside:
            yield inside, elements_of(declared_at(graph, module, node, value, under))


def mocks_spread(graph: Graph) -> Iterator[tuple[list[Mock], frozenset[Value]]]:
    """Yield the plain mocks that calls spread out of tables, with what is declared where their names go."""
    for module, call, mock, names in _spread(graph):
        yield from (([mock], declared_for(graph.project, module, call, call, name)) for name in sorted(names))


def leave_spread_mocks(graph: Graph, new_async: set[Function], edits: EditSet) -> None:
    """Leave plain mocks to a person that a call spreads, where a class with methods that become async is declared.

    Nothing says which of the parameters gets one.
    """
    for module, call, mock, names in _spread(graph):
        declared = _declared_within(graph, module, call) if not names else set()
        owners = {one for cls in declared for one in ancestry(graph.project.program, cls)}
        edits.about = tuple(f for cls in owners for f in cls.methods.values() if f in new_async)
        if edits.about and isinstance(mock.node, ast.Call):
            edits.leave(mock.module, mock.node)


def _spread(graph: Graph) -> Iterator[tuple[Module, ast.Call, Mock, frozenset[str]]]:
    """Yield the plain mocks that calls spread, with the names under which tables have them."""
    inference = graph.project.references.inference
    spreading = (module for module in graph.project.program.files.values() if module.outline.spreads)
    for module in spreading:
        for call in module.nodes(ast.Call) if not graph.project.is_retired(module) else ():
            found = spread_mocks(inference, module, call)
            yield from ((module, call, mock, names) for mock, names in found if is_plain(inference, mock))


def _declared_within(graph: Graph, module: Module, call: ast.Call) -> set[Class]:
    """Return the classes of what the call may give to one of the parameters or fields that it does not name."""
    project = graph.project
    names = {param.arg for function in called_functions(project, module, call) for param in function.params}
    names |= {name for cls, _ in classes_made(project, module, call) for name in fields_of(project.program, cls)}
    names -= {keyword.arg for keyword in call.keywords if keyword.arg}
    declared = (declared_for(project, module, call, call, name) for name in sorted(names))
    return {value.cls for values in declared for value in values if isinstance(value, Instance)}


def parts_of(inference: Inference, module: Module, value: ast.expr) -> list[ast.expr]:
    """Return what can be a mock inside a list or a table that is written there, or where its variable is bound."""
    match bound_once(inference, module, value) or value:
        case ast.Dict(values=parts) | ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Set(elts=parts):
            return [part for part in parts if isinstance(part, ast.Name | ast.Attribute | ast.Call)]
        case ast.ListComp(elt=part) | ast.GeneratorExp(elt=part) | ast.SetComp(elt=part) | ast.DictComp(value=part):
            return [part]
        case ast.Call(func=ast.Name(id="iter" | "list" | "set" | "tuple"), args=[ast.expr() as whole]):
            return parts_of(inference, module, whole)
    return []


def leave_made_classes(graph: Graph, new_async: set[Function], edits: EditSet) -> None:
    """Leave objects of a plain mock's heirs to a person where a class with methods that become async is declared.

    So, too, those of a class that a call of `type` makes.
    """
    program, inference = graph.project.program, graph.project.references.inference
    heirs = {cls for cls in program.classes.values() if not NOT_AWAITABLE.isdisjoint(cls.bases)}
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
    if isinstance(node, ast.Call) and called_name(node) not in NOT_AWAITABLE:
        values = [*node.args, *(keyword.value for keyword in node.keywords)]
        return [value for value in values if isinstance(value, _GIVEN)]
    match node:
        case ast.Assign(targets=[ast.Attribute(), *_], value=value):
            return [value]
        case ast.Assign(targets=[ast.Name(), *_], value=value) if isinstance(module.parents[node], ast.ClassDef):
            return [value]
        case ast.Assign(targets=[ast.Subscript(), *_], value=ast.Call() as value):
            return [value] if called_name(value) in NOT_AWAITABLE else []
    return []


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


def declared_at(
    graph: Graph, module: Module, node: ast.AST, value: ast.expr, under: str | None = None
) -> frozenset[Value]:
    """Return what the call or assignment `node` is declared to get there, `under` a name where it is spread."""
    if isinstance(node, ast.Call):
        return declared_for(graph.project, module, node, value, under)
    inference = graph.project.references.inference
    target = node.targets[0] if isinstance(node, ast.Assign) else None
    heir = graph.project.program.body_of(target) if isinstance(target, ast.Name) else None
    if heir is not None and isinstance(target, ast.Name):  # in its place a base has something
        above = bases(graph.project.program, heir)
        return frozenset(v for base in above for v in of_class_attribute(inference, base, target.id))
    if isinstance(target, ast.Subscript):
        return elements_of(inference.of(module, target.value))
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
