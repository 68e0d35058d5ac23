"""Attributes: what an object's attribute is, what a method or property gives."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tools.ferry.source import Class, Function, Module, Program, called_name
from tools.ferry.types.annotations import annotated_values, names_function
from tools.ferry.types.by_text import attached, set_by_text, set_target
from tools.ferry.types.collections import ELEMENT_METHODS, put_into_attribute
from tools.ferry.types.decorated import in_place_of, meant_by
from tools.ferry.types.enums import OF_MEMBERS, members_of
from tools.ferry.types.fields import callables_given
from tools.ferry.types.fixtures import is_test_file, requested_rows
from tools.ferry.types.names import ancestry, descendants, find_method, relatives, resolve_expression
from tools.ferry.types.parsed_arguments import of_arguments
from tools.ferry.types.requested import requested_classes
from tools.ferry.types.standing import stood_in_for
from tools.ferry.types.values import (
    NOTHING,
    ClassRef,
    Collection,
    External,
    FunctionRef,
    Getter,
    Instance,
    Mock,
    Namespace,
    Value,
    Values,
    classes_of,
    flattened,
)

if TYPE_CHECKING:
    from tools.ferry.types.infer import Inference


_TOLD_OF_CALLS = frozenset({"return_value", "side_effect"})

ITSELF = frozenset({"__call__", "__func__", "__wrapped__"})
"""Attributes of a function, or of a bound method, that are called as it is; or as it is without its decorators."""


def of_attribute(inference: Inference, module: Module, node: ast.Attribute) -> Values:
    """Return what `node.value.attr` can be."""
    requested = requested_classes(inference.program, module, node)
    if requested:
        return frozenset(ClassRef(cls) if node.attr == "cls" else Instance(cls) for cls in requested)
    if rows := requested_rows(inference.program, module, node):
        return frozenset(value for owner, row in rows for value in inference.of(owner, row))
    found = NOTHING
    receivers = inference.of(module, node.value)
    if defaults := of_arguments(inference, receivers, node.attr):
        return defaults
    for receiver in receivers:
        found |= of_member(inference, receiver, node.attr)
    if not found and inference.click.is_object(module, node):
        return inference.click.values()
    if not found and is_handed_on(module, node):
        return frozenset(Getter(value.elements) for value in receivers if isinstance(value, Collection))
    return found or stored_by_name(inference, node.value, node.attr)


def kept_outside(inference: Inference, holder: External, name: str, *, in_tests: bool = True) -> Values:
    """Return what the tree puts into the attribute of a library's object or of a module: `flask.g.shop = Shop()`."""
    found = NOTHING
    for module, value, target in stores_of(inference.program, name) if not holder.called else ():
        if (in_tests or not is_test_file(module)) and holder in inference.of(module, target.value):
            found |= inference.of(module, value)
    return found


def is_handed_on(module: Module, node: ast.Attribute) -> bool:
    """Tell whether the attribute has the name of a collection's method that gives an element, and is not called."""
    call = module.parents[node]
    return node.attr in ELEMENT_METHODS and not (isinstance(call, ast.Call) and call.func is node)


def of_member(inference: Inference, receiver: Value, name: str) -> Values:
    """Return what the attribute `name` of one value is."""
    match receiver:
        case ClassRef(cls) if name == "__subclasses__":
            heirs = frozenset(ClassRef(heir) for heir in descendants(inference.program, cls)[1:])
            return frozenset({Getter(frozenset({Collection(heirs)}))})
        case ClassRef(cls):
            return of_class_attribute(inference, cls, name) or of_metaclass(inference, cls, name)
        case Instance(cls):
            values = members_of(inference.program, cls) if name in OF_MEMBERS else []
            of_members = frozenset(found for value in values for found in inference.of(cls.module, value))
            itself = classes_of(frozenset({receiver})) if name == "__class__" else NOTHING
            return of_class_attribute(inference, cls, name) | of_members | itself
        case External(dotted, called) if not called:
            return inference.of_external(f"{dotted}.{name}") | kept_outside(inference, receiver, name)
        case Mock():
            return of_mock(inference, receiver, name)
        case Namespace(call):
            told = [(receiver.module, keyword.value) for keyword in call.keywords if keyword.arg == name]
            told += put_on(inference, receiver, name)
            return frozenset(value for module, node in told for value in inference.of(module, node))
        case FunctionRef(function):
            if name not in ITSELF | OF_MEMBERS:  # of the member of an enumeration that is one
                return in_place_of(inference, function, name)
            return _wrapped_by(inference, function) if name == "__wrapped__" else frozenset({receiver})
    return NOTHING


def _wrapped_by(inference: Inference, function: Function) -> Values:
    """Return what `__wrapped__` of a function is: what `@wraps(…)` names, or itself without what decorates it."""
    calls = (decorator for decorator in function.decorators if isinstance(decorator, ast.Call) and decorator.args)
    named = [call.args[0] for call in calls if called_name(call.func) == "wraps"]
    return inference.of(function.module, named[0]) if named else frozenset({FunctionRef(function)})


def of_class_attribute(inference: Inference, cls: Class, name: str) -> Values:
    """Return what `name` is on an object of `cls`: a method, a property's result, or what is assigned to it."""
    family = ancestry(inference.program, cls)
    found = _of_classes(inference, family, name) or _stored_from_outside(inference, family, name)
    if any(name in owner.assigned for owner in family):
        return found | _methods_of_heirs(inference, cls, family, name) | _put_beside(inference, cls, found, name)
    if found:
        return found
    for relative in relatives(inference.program, cls):
        found |= _of_classes(inference, [relative], name) or _stored_from_outside(inference, [relative], name)
    return found


def _methods_of_heirs(inference: Inference, cls: Class, family: Sequence[Class], name: str) -> Values:
    """Return the functions and classes by which heirs replace what the class only assigns: `check = None`."""
    if any(name in owner.methods for owner in family):
        return NOTHING
    heirs = descendants(inference.program, cls)[1:]
    methods = [heir.methods[name] for heir in heirs if name in heir.methods]
    found: Values = frozenset(FunctionRef(method) for method in methods if not is_property(method))
    # The outline is asked first: what a class assigns is known of a module that is parsed.
    for heir in (heir for heir in heirs if name in heir.module.outline.attributes):
        for _, value, setter in heir.assigned.get(name, ()):
            held = inference.of(heir.module, value) if value is not None and setter is None else NOTHING
            found |= {one for one in held if isinstance(one, FunctionRef | ClassRef)}
    return found


def _put_beside(inference: Inference, cls: Class, known: Values, name: str) -> Values:
    """Return what code outside puts in the place of functions that the class itself puts there.

    Tests do so with what `functions.stubs` finds.
    """
    owners = ancestry(inference.program, cls)
    if any(name in owner.methods for owner in owners) or not any(isinstance(v, FunctionRef) for v in flattened(known)):
        return NOTHING
    return _stored_from_outside(inference, (*owners, *descendants(inference.program, cls)[1:]), name, in_tests=False)


def of_metaclass(inference: Inference, cls: Class, name: str) -> Values:
    """Return what `name` is on the class itself, when its metaclass is of the tree."""
    made_by = metaclass(inference.program, cls)
    return of_class_attribute(inference, made_by, name) if made_by is not None else NOTHING


def metaclass(program: Program, cls: Class) -> Class | None:
    """Return the metaclass of the tree that the class, or a base of it, names."""
    for owner in ancestry(program, cls):
        for keyword in owner.node.keywords:
            made_by = resolve_expression(program, owner.module, keyword.value)
            if keyword.arg == "metaclass" and isinstance(made_by, Class):
                return made_by
    return None


def _of_classes(inference: Inference, classes: Sequence[Class], name: str) -> Values:
    """Return what the first of `classes` that knows the attribute says about it."""
    method = next((c.methods[name] for c in classes if name in c.methods), None)
    if method is not None:
        return returned(inference, method) if is_property(method) else meant_by(inference, method)
    for owner in classes:
        found = NOTHING
        for annotation, value, _ in owner.assigned.get(name, []):
            found |= inference.of_assigned(owner.module, annotation, value)
        found |= put_into_attribute(inference, owner, name) | callables_given(inference, owner, name)
        if found:
            return _described(inference, found)
    return NOTHING


def _described(inference: Inference, values: Values) -> Values:
    """Return what attributes of these values read as: a descriptor gives what its `__get__` does."""
    found = NOTHING
    for value in values:
        getter = find_method(inference.program, value.cls, "__get__") if isinstance(value, Instance) else None
        found |= returned(inference, getter) if getter is not None else frozenset({value})
    return found


def of_class_body(inference: Inference, cls: Class, name: str) -> Values:
    """Return what a name is in the body of the class that binds it: `render = show`."""
    return _of_classes(inference, [cls], name)


def _stored_from_outside(inference: Inference, family: Sequence[Class], name: str, *, in_tests: bool = True) -> Values:
    """Return what code outside the class assigns to the attribute: `worker.queue = …`."""
    found, classes = NOTHING, frozenset(family)
    for module, value, target in stores_of(inference.program, name):
        for owner in inference.of(module, target.value) if in_tests or not is_test_file(module) else ():
            if isinstance(owner, Instance | ClassRef) and owner.cls in classes:
                found |= inference.of(module, value)
                break
    return found


def stores_of(program: Program, name: str) -> list[tuple[Module, ast.expr, ast.Attribute]]:
    """Return (module, value, target) of each plain assignment to an attribute of this name, `self` aside.

    Also by `setattr` and `attach_mock`, whose target is made up; what stands before its dot is the tree's.
    """
    if name not in program.stored:
        program.stored[name] = list(_stores_of(program, name))
    return program.stored[name]


def _stores_of(program: Program, name: str) -> Iterator[tuple[Module, ast.expr, ast.Attribute]]:
    for module, target in program.stores.get(name, []):
        parent = module.parents[target]
        if isinstance(parent, ast.Assign | ast.AnnAssign) and parent.value is not None:
            yield module, parent.value, target
    for module, call in set_by_text(program, name):
        made_up = set_target(program, module, call)
        if made_up is not None:
            yield module, call.args[2], made_up
    yield from attached(program, name)


def is_property(function: Function) -> bool:
    """Tell whether `function` is read like an attribute."""
    names = {getattr(d, "id", getattr(d, "attr", "")) for d in function.decorators}
    return bool(names & {"property", "cached_property"})


def returned(inference: Inference, function: Function) -> Values:
    """Return what calling `function` gives, awaited if it is async: by annotation, else by its returns.

    Of a generator it is what that yields. An abstract method says nothing: what overrides it does. Of one that gives a
    class, what overrides it can give another.
    """
    found, declared = _said(inference, function)
    is_abstract = not found and not function.returns
    if function.cls is None or not (is_abstract or any(isinstance(value, ClassRef) for value in found)):
        return found or declared
    for cls in descendants(inference.program, function.cls)[1:]:
        if function.short in cls.methods:
            of_heir = _said(inference, cls.methods[function.short])[0]
            found |= of_heir if is_abstract else {value for value in of_heir if isinstance(value, ClassRef)}
    return found or declared


def _said(inference: Inference, function: Function) -> tuple[Values, Values]:
    """Return what the function itself says that it gives, and what a vague annotation does: of a library's class."""
    node = function.node
    declared = found = NOTHING
    if function in inference.declared:
        return inference.declared[function], NOTHING
    if not isinstance(node, ast.Lambda) and node.returns is not None:
        declared = annotated_values(inference.program, function.module, node.returns)
        if declared and not all(isinstance(v, External) for v in declared):
            found = _inside(declared) if function.is_generator else declared
            if not names_function(inference.program, function.module, node.returns):
                inference.declared[function] = found
                return found, NOTHING
    if function in inference.told:
        return inference.told[function], NOTHING
    for value in (*function.returns, *function.yields):
        found |= inference.of(function.module, value)
    return found, declared


def _inside(declared: Values) -> Values:
    """Return what a generator yields by its annotation: `Iterator[Layer]`."""
    return frozenset(e for v in declared for e in (v.elements if isinstance(v, Collection) else (v,)))


def of_mock(inference: Inference, mock: Mock, name: str) -> Values:
    """Return what the attribute of a mock is: what was given by keyword, what its spec has, or another mock."""
    call = mock.node
    if not mock.path and isinstance(call, ast.Call):
        for keyword in call.keywords:
            if keyword.arg == name and name not in {"spec", "return_value", "side_effect"}:
                return inference.of(mock.module, keyword.value)
        for spec in mock_spec(inference, mock):
            member = of_class_attribute(inference, spec, name)
            if member:
                return member
        for cls in stood_in_for(inference, mock.module, call):
            member = of_class_attribute(inference, cls, name)
            if any(isinstance(v, Instance) for v in member):
                return member
    found: Values = frozenset({Mock(call, mock.module, (*mock.path, "()" if name == "return_value" else name))})
    for module, value in put_on(inference, mock, name) if name not in _TOLD_OF_CALLS else ():
        found |= inference.of(module, value)
    return found


def put_on(inference: Inference, holder: Mock | Namespace, name: str) -> Iterator[tuple[Module, ast.expr]]:
    """Yield what its module puts into the attribute of a mock or a namespace: `parent.store = Mock()`."""
    for module, value, target in stores_of(inference.program, name):
        if module is holder.module and holder in inference.of(module, target.value):
            yield module, value


def imitated_classes(inference: Inference, mock: Mock) -> list[Class]:
    """Return the classes that a mock imitates, and those for whose objects it stands."""
    stood_for = stood_in_for(inference, mock.module, mock.node) if not mock.path else []
    return [*mock_spec(inference, mock), *stood_for]


def mock_spec(inference: Inference, mock: Mock) -> list[Class]:
    """Return the classes that a mock imitates."""
    call = mock.node
    if not isinstance(call, ast.Call) or mock.path:
        return []
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    given = [k.value for k in call.keywords if k.arg in {"spec", "spec_set", "wraps"}]
    if name == "create_autospec" or (name.endswith("Mock") and call.args):
        given += call.args[:1]
    return [v.cls for node in given for v in inference.of(mock.module, node) if isinstance(v, ClassRef | Instance)]


def stored_by_name(inference: Inference, holder: ast.expr, name: str) -> Values:
    """Return what is stored under the same two last names elsewhere: `app.state.container = …` for `….state.container`.

    Frameworks hand out untyped holders; this is the one place where a name stands for a type.
    """
    if not isinstance(holder, ast.Attribute):
        return NOTHING
    found = NOTHING
    for module, value, other in stores_of(inference.program, name):
        if isinstance(other.value, ast.Attribute) and other.value.attr == holder.attr:
            found |= inference.of(module, value)
    return found
