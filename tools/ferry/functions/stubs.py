"""What tests put in the place of functions: by `patch`, `monkeypatch.setattr`, `mocker.spy`, or an assignment."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tools.ferry.functions.parts_given import parts_given
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.types.calls import MOCKS
from tools.ferry.types.fixtures import is_test_file
from tools.ferry.types.infer import elements_of
from tools.ferry.types.members import of_member
from tools.ferry.types.names import find_method, lookup, member
from tools.ferry.types.patched import is_spy, is_stub, told_to_table
from tools.ferry.types.values import (
    NOTHING,
    ClassRef,
    Collection,
    External,
    FunctionRef,
    Instance,
    Mock,
    Value,
    Values,
    flattened,
)
from tools.ferry.uses.consumption import Shape, stays_synchronous

_PLAIN = frozenset({"Mock", "MagicMock", "AsyncMock"})
_PUTTING = frozenset({"patch", "object", "setattr", "setitem", "multiple", "spy"})
_Put = tuple[ast.expr, str, ast.expr | None]
"""The owner of what is replaced, its name there, and what takes its place; None where a mock of it does."""


@dataclass(frozen=True, slots=True)
class Stub:
    """`given` stands for the function from the node on; None where a patch makes a mock of what it finds there.

    `cls` is the class on which it is put, None where that is an object or a module.
    """

    module: Module
    node: ast.Call | ast.Assign
    function: Function
    cls: Class | None
    given: ast.expr | None

    @property
    def place(self) -> ast.expr:
        """The expression by which a person finds it."""
        return self.node if isinstance(self.node, ast.Call) else self.node.value


def stubs_in(project: Project, module: Module) -> Iterator[Stub]:
    """Yield the stubs of functions of the tree in a module of tests."""
    speaks = is_test_file(module) or "patch" in module.text or "Mock" in module.text
    puts = module.has_any(_PUTTING) or module.outline.stores  # asked first: syntax is parsed where it is needed
    if project.is_retired(module) or not speaks or not puts:
        return
    for call in module.nodes(ast.Call):
        if called_name(call) in _PUTTING - {"setitem"} and call.args and (called_name(call) != "spy" or is_spy(call)):
            for owner, name, given in _put_by(call):
                for function, cls in _members(project, module, owner, name):
                    yield Stub(module, call, function, cls, given)
                yield from _among_others(project, module, call, (owner, name, given))
        items, tables = told_to_table(call)
        held = _of_place(project, module, call.args[0]) if items or tables else NOTHING
        for given in items:
            yield from _instead(project, module, call, elements_of(held), given)
        for given in tables:
            yield from _instead(project, module, call, held, given)
    for node in module.nodes(ast.Assign):
        for target in node.targets:
            if isinstance(target, ast.Attribute):
                yield from _assigned(project, module, node, target)


def _assigned(project: Project, module: Module, node: ast.Assign, target: ast.Attribute) -> Iterator[Stub]:
    if isinstance(node.value, ast.Call | ast.Lambda | ast.Name):
        for function, cls in _members(project, module, target.value, target.attr):
            yield Stub(module, node, function, cls, node.value)
    if is_test_file(module):
        yield from _among_others(project, module, node, (target.value, target.attr, node.value))


def replaced_at(stubs: Iterable[Stub]) -> dict[ast.expr, list[Function]]:
    """Return the functions that tests replace by another, by where they name that: `patch.object(Desk, "load", fake)`.

    An assignment is followed as every other.
    """
    found: dict[ast.expr, list[Function]] = {}
    for stub in stubs:
        around = stub.module.parents.get(stub.given) if stub.given is not None else None
        is_maker = isinstance(around, ast.keyword) and around.arg == "new_callable"
        if isinstance(stub.node, ast.Call) and isinstance(stub.given, ast.Name | ast.Attribute) and not is_maker:
            found.setdefault(stub.given, []).append(stub.function)
    return found


def _among_others(project: Project, module: Module, node: ast.Call | ast.Assign, put: _Put) -> Iterator[Stub]:
    """Yield the stubs of the functions that a variable or an attribute holds, alone or in a collection."""
    owner, name, given = put
    if given is None or isinstance(given, ast.Constant):
        return
    inference = project.references.inference
    for value in _of_place(project, module, owner):
        if isinstance(value, FunctionRef) and name == "__defaults__":
            arguments = value.function.node.args
            there = frozenset(v for d in arguments.defaults for v in inference.of(value.function.module, d))
            there = frozenset({Collection(there)})
        else:
            there = of_member(inference, value, name)
            known = [f for f, _ in _members(project, module, owner, name)]
            for function in [v.function for v in there if isinstance(v, FunctionRef) and v.function not in known]:
                yield Stub(module, node, function, value.cls if isinstance(value, ClassRef) else None, given)
        yield from _instead(project, module, node, frozenset(v for v in there if isinstance(v, Collection)), given)


def _of_place(project: Project, module: Module, place: ast.expr) -> Values:
    """Return what is at a place that a test names, by a text or not."""
    inference = project.references.inference
    return inference.of_external(str(place.value)) if isinstance(place, ast.Constant) else inference.of(module, place)


def _instead(
    project: Project, module: Module, node: ast.Call | ast.Assign, held: Values, given: ast.expr
) -> Iterator[Stub]:
    """Yield the stubs of the functions that are held where a test puts what is `given`, and of those in collections.

    For these stands what is in the collection given. Where that has others than are written there, it stands for them
    itself: a person changes it.
    """
    inference = project.references.inference
    inside = elements_of(held)
    listed = [value.function for value in flattened(inside) if isinstance(value, FunctionRef)]
    values = inference.of(module, given) if listed else NOTHING
    if not values or not all(isinstance(value, Collection) for value in values):
        for function in [value.function for value in held if isinstance(value, FunctionRef)]:
            yield Stub(module, node, function, None, given)
    parts = parts_given(project, module, given) if listed else []
    shown = {value for part in parts for value in flattened(inference.of(module, part))}
    shown |= {FunctionRef(function) for function in listed}
    for part in parts:
        yield from _instead(project, module, node, inside, part)
    if any(_is_plain(value) for value in flattened(elements_of(values)) if value not in shown):
        yield from (Stub(module, node, function, None, given) for function in listed)


def _is_plain(value: Value) -> bool:
    """Tell whether what a test puts somewhere is a function, or a mock, that gives nothing to await."""
    if isinstance(value, FunctionRef):
        return not value.function.is_async
    return isinstance(value, Mock) and not (isinstance(value.node, ast.Call) and called_name(value.node) == "AsyncMock")


def can_be_awaited(project: Project, stub: Stub, shape: Shape) -> bool:
    """Tell whether what stands in the function's place can be made awaitable, should calls of that give the `shape`.

    On a class it gets the object first, which an `AsyncMock` does not hand on. What is entered can only be a mock that
    a patch makes by itself; nothing that a test gives can be iterated over asynchronously. A spy gives what the
    function gives.
    """
    given = stub.given
    if is_spy(stub.node):
        return True
    if stub.node not in project.layer and _asks_the_facade(project, stub):
        return False
    if shape != "await":
        told = {keyword.arg for keyword in stub.node.keywords} if isinstance(stub.node, ast.Call) else set()
        return shape == "enter" and given is None and not told
    match given:
        case None | ast.Constant():
            return True
        case ast.Lambda():
            return stub.cls is None or ignores_its_object(given)
        case ast.Call():
            return called_name(given) in _PLAIN | MOCKS or is_stub(given)
        case ast.Name() | ast.Attribute() if called_name(given) in _PLAIN | {"DEFAULT"}:
            return True
        case ast.Name() | ast.Attribute():
            values = project.references.inference.of(stub.module, given)
            functions = [value.function for value in values if isinstance(value, FunctionRef)]
            fits = stub.cls is None or all(only_replaces(project, f) or f.is_async for f in functions)
            return fits and bool(values) and all(isinstance(value, FunctionRef | Mock) for value in values)
    return False


def _asks_the_facade(project: Project, stub: Stub) -> bool:
    """Tell whether a stand-in calls methods of the facade on a parameter of which nothing says what it gets.

    That is what the function gets for which it stands: a mock hands on what it gets, and awaits nothing.
    """
    given = [k.value for k in getattr(stub.node, "keywords", ()) if k.arg == "side_effect"]
    given += [stub.given] if stub.given is not None else []
    inference = project.references.inference
    awaited = {name for name in project.facade_methods if not stays_synchronous(project, name)}
    for function in [v.function for g in given for v in inference.of(stub.module, g) if isinstance(v, FunctionRef)]:
        rest = [one for one in (function.node.args.vararg, function.node.args.kwarg) if one is not None]
        untold = {param.arg for param in (*function.params, *rest) if param.annotation is None}
        parts = [function.node.body] if isinstance(function.node, ast.Lambda) else function.node.body
        for node in (node for part in parts if untold for node in ast.walk(part)):
            asks = isinstance(node, ast.Attribute) and node.attr in awaited
            receiver = node.value if asks and isinstance(node, ast.Attribute) else None
            receiver = receiver.value if isinstance(receiver, ast.Subscript) else receiver  # `args[0].load()`
            of_it = isinstance(receiver, ast.Name) and receiver.id in untold
            if of_it and receiver is not None and not inference.of(function.module, receiver):
                return True
    return False


def ignores_its_object(stub: ast.Lambda) -> bool:
    """Tell whether a lambda that is put on a class does nothing with the object."""
    given = [*stub.args.posonlyargs, *stub.args.args, *([stub.args.vararg] if stub.args.vararg else [])][:1]
    return bool(given) and not any(isinstance(n, ast.Name) and n.id == given[0].arg for n in ast.walk(stub.body))


def only_replaces(project: Project, function: Function) -> bool:
    """Tell whether a test has the function for nothing else than to put it in the place of another."""
    references = list(project.references.to(function))
    above = (module.parents[node] for module, node in references)
    return bool(references) and all(
        isinstance(call, ast.Call) and called_name(call) in {"patch", "object", "setattr"} for call in above
    )


def _put_by(call: ast.Call) -> Iterator[_Put]:
    """Yield what the call replaces: its owner, its name there, and what takes its place."""
    name = called_name(call)
    text = call.args[0].value if isinstance(call.args[0], ast.Constant) else None
    told = {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
    if name == "multiple":
        yield from ((call.args[0], replaced, given) for replaced, given in told.items())
    elif isinstance(text, str) and "." in text:
        owner, _, last = text.rpartition(".")
        given_instead = call.args[1] if len(call.args) > 1 else told.get("new", told.get("new_callable"))
        yield ast.Constant(owner), last, given_instead
    elif name != "patch" and len(call.args) > 1 and isinstance(call.args[1], ast.Constant):
        given_instead = call.args[2] if len(call.args) > 2 else told.get("new", told.get("new_callable"))
        yield call.args[0], str(call.args[1].value), given_instead


def _owned(project: Project, owner: str, name: str) -> Iterator[tuple[Function, Class | None]]:
    found = lookup(project.program, owner)
    if isinstance(found, Module):
        target = member(project.program, found, name)
    else:
        target = find_method(project.program, found, name) or "" if isinstance(found, Class) else ""
    if isinstance(target, Function):
        yield target, found if isinstance(found, Class) else None


def _members(project: Project, module: Module, owner: ast.expr, name: str) -> Iterator[tuple[Function, Class | None]]:
    if isinstance(owner, ast.Constant):
        yield from _owned(project, str(owner.value), name)
        return
    inference = project.references.inference
    for value in inference.of(module, owner):
        if isinstance(value, ClassRef | Instance):
            method = find_method(project.program, value.cls, name)
            if method is not None:
                yield method, value.cls if isinstance(value, ClassRef) else None
        elif isinstance(value, External):
            for found in inference.of_external(f"{value.name}.{name}"):
                if isinstance(found, FunctionRef):
                    yield found.function, None
