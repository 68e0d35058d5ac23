"""Functions that travel as values: where a reference to one goes, and what a call through a variable can run."""

import ast
import builtins
from collections import deque
from collections.abc import Iterator, Sequence

from tools.ferry.carriers.places import called_functions
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.types.by_text import set_target
from tools.ferry.types.collections import (
    ADDING_METHODS,
    ELEMENT_METHODS,
    MAKERS,
    SAME_METHODS,
    is_made,
    named_items,
    puts_into_attribute,
    puts_into_variable,
)
from tools.ferry.types.enums import OF_MEMBERS, members_of
from tools.ferry.types.fixtures import is_test_file, parametrized
from tools.ferry.types.flow import arguments_for, made_call
from tools.ferry.types.literals import literals_of
from tools.ferry.types.members import stores_of
from tools.ferry.types.names import ancestry, descendants, resolve_expression
from tools.ferry.types.parsed_arguments import default_name
from tools.ferry.types.values import ClassRef, Collection, External, Getter, Instance
from tools.ferry.uses.usage import compares

Place = tuple[Module, ast.expr]

_TRANSPARENT = ast.Dict | ast.List | ast.Tuple | ast.Set | ast.IfExp | ast.BoolOp | ast.NamedExpr | ast.Starred
_HARMLESS = frozenset({
    "MappingProxyType", "append", "callable", "cast", "debug", "delitem", "dict", "extend", "get", "get_type_hints",
    "getattr", "hasattr", "hash", "id", "info", "insert", "iscoroutinefunction", "isinstance", "list", "param",
    "parametrize", "repr", "setdefault", "setitem", "signature", "str", "tuple", "type", "unwrap", "update",
    "update_wrapper", "wraps",
})  # fmt: skip
"""Calls that do not run a function which they are given."""

_OF_COLLECTIONS = frozenset({"add", "appendleft", "count", "discard", "extendleft", "index", "remove"})
"""Methods of Python's own collections that put in, look for or take out what they are given; others' may call it."""

_LITERALS = ast.Dict | ast.List | ast.Set | ast.Tuple | ast.Constant | ast.JoinedStr

_READING = frozenset({
    "all", "any", "bool", "enumerate", "frozenset", "len", "max", "min", "next", "print", "reversed", "set", "sorted",
    "sum", "zip",
})  # fmt: skip
"""Built-in functions that only look at what they are given by position: `sorted(TABLE)` names its keys."""

_HOLDERS = frozenset({"Namespace", "SimpleNamespace", "State", "local", "object"})
"""Classes outside the tree whose objects only keep what code puts there."""

_MADE_OF_PARTS = ast.Dict | ast.List | ast.Tuple | ast.Set | ast.BoolOp | ast.IfExp | ast.Subscript
_STEPS = 8
"""How far back a variable's values are looked for, in expressions between it and them."""


def escapes(project: Project, module: Module, node: ast.expr) -> bool:
    """Tell whether a reference to a function is handed to code outside the tree, or to the facade: it may be called."""
    current: ast.expr = node
    while True:
        parent = module.parents[current]
        if isinstance(parent, ast.keyword):
            parent = module.parents[parent]
        if isinstance(parent, ast.Call) and current is not parent.func:
            if default_name(project.references.inference, module, current) is not None:
                return False  # the parsed arguments have it
            name = called_name(parent.func)
            if name == "partial":
                current = parent
                continue
            made = made_call(project.references.inference, module, parent)
            if made is not parent and current is not made.func:
                return not called_functions(project, module, made)
            target = set_target(project.program, module, parent)
            if target is not None:
                return node not in project.layer and _is_kept_by_facade(project, module, [target])
            reads = isinstance(parent.func, ast.Name) and name in _READING and current in parent.args
            is_harmless = name in _HARMLESS or compares(module, parent)
            return (
                (not is_harmless or _is_added_to_librarys(project, module, parent.func))
                and not reads
                and not called_functions(project, module, parent)
                and not _is_record(project, module, parent)
                and not _is_of_collection(project, module, parent.func)
            )
        if isinstance(parent, ast.Attribute) and parent.attr == "__get__":
            return True  # a descriptor's, which makes a method of it for whoever asks
        if not isinstance(parent, _TRANSPARENT):
            if not isinstance(parent, ast.Assign) or current is not parent.value or node in project.layer:
                return False
            targets = [part for one in parent.targets for part in getattr(one, "elts", [one])]
            return _is_kept_by_facade(project, module, targets) or _is_kept_by_library(project, module, targets)
        current = parent


def _is_kept_by_facade(project: Project, module: Module, targets: Sequence[ast.expr]) -> bool:
    """Tell whether an attribute of the facade gets the value, one that is no method: `layer.on_save = announce`."""
    attributes = [target for target in targets if isinstance(target, ast.Attribute)]
    owners = [target.value for target in attributes if target.attr not in project.facade_methods]
    values = [value for owner in owners for value in project.references.inference.of(module, owner)]
    return any(isinstance(value, Instance) and value.cls in project.facade_classes for value in values)


def _is_kept_by_library(project: Project, module: Module, targets: Sequence[ast.expr]) -> bool:
    """Tell whether something outside the tree gets the value: `sys.stdout = Log(layer)`, `sys.modules["log"] = …`.

    So does an object that a library makes, `client.on_message = show`, if it is more than a holder.
    """
    for target in targets:
        for value in _owners(project, module, target):
            is_object = isinstance(target, ast.Attribute) and value.name.rpartition(".")[2] not in _HOLDERS
            if not value.called or is_object:
                return True
    return False


def _owners(project: Project, module: Module, target: ast.expr) -> Iterator[External]:
    """Yield what is outside the tree and gets what is assigned to the target."""
    if isinstance(target, ast.Attribute | ast.Subscript):
        for value in project.references.inference.of(module, target.value):
            if isinstance(value, External):
                yield value


def _is_added_to_librarys(project: Project, module: Module, func: ast.expr) -> bool:
    """Tell whether a call adds to a collection outside the tree: `sys.meta_path.insert(0, Finder(layer))`."""
    if not isinstance(func, ast.Attribute) or func.attr not in ADDING_METHODS:
        return False
    values = project.references.inference.of(module, func.value)
    return any(isinstance(value, External) and not value.called for value in values)


def _is_of_collection(project: Project, module: Module, func: ast.expr) -> bool:
    """Tell whether a call only puts into, or takes out of, a collection: `handlers.add(show)`, `.remove(show)`."""
    if not isinstance(func, ast.Attribute) or func.attr not in _OF_COLLECTIONS:
        return False
    values = project.references.inference.of(module, func.value)
    return bool(values) and all(
        isinstance(value, Collection) or (isinstance(value, External) and value.name.rpartition(".")[2] in MAKERS)
        for value in values
    )


def _is_record(project: Project, module: Module, call: ast.Call) -> bool:
    """Tell whether the call builds an object of a class of the tree that only keeps what it is given."""
    if not isinstance(call.func, ast.Name | ast.Attribute):
        return False
    return bool(project.references.resolve(module, call.func).definitions)


def is_mixed(project: Project, module: Module, callee: ast.expr, *, by_itself: bool = True) -> bool:
    """Tell whether a call through a variable can also run something outside the tree, which cannot be awaited.

    Without `by_itself`, only what is assigned to the callee counts, not what its own object may be.
    """
    values = _values_given(project, module, callee)
    return any(_is_foreign(project, *value) for value in values if by_itself or value[1] is not callee)


def _values_given(project: Project, module: Module, callee: ast.expr) -> Iterator[Place]:
    """Yield what a variable can be, also what functions give for it, and what is given by name: `dict(load=load)`."""
    queue: list[Place] = [(module, callee)]
    for place in queue:
        for owner, value in values_of(project, *place):
            yield owner, value
            if isinstance(value, ast.Call) and len(queue) < _STEPS:
                queue += ((owner, item) for item in named_items(value))
                functions = (f for f in called_functions(project, owner, value) if not f.is_async)
                queue += ((function.module, given) for function in functions for given in function.returns)


def _is_foreign(project: Project, module: Module, value: ast.expr) -> bool:
    if not isinstance(value, ast.Name | ast.Attribute):
        return False
    definitions = project.references.resolve(module, value).definitions
    if any(isinstance(definition, Class) for definition in definitions):
        return True
    values = project.references.inference.of(module, value)
    if any(isinstance(v, Getter) for v in values):
        return True
    if definitions or values:
        # What is called is inside a collection, not the library's class that it was made of.
        return any(isinstance(v, External) for v in values) and not any(isinstance(v, Collection) for v in values)
    if isinstance(value, ast.Attribute):
        # A method of one of Python's own objects: `load = {1: "oak"}.get`.
        receivers = project.references.inference.of(module, value.value)
        made = [] if receivers else literals_of(project.references.inference, module, value.value)
        are_own = all(isinstance(v, Collection) for v in receivers) and all(is_made(one) for one in made)
        return isinstance(value.value, _LITERALS) or (are_own and bool(receivers or made))
    return hasattr(builtins, value.id)


def values_of(project: Project, module: Module, node: ast.expr) -> Iterator[Place]:
    """Yield the expressions that a variable, or an entry of a table, can be; a name stands for itself too.

    Each once, the nearest first: functions that call each other with the same variable lead back to where they were.
    """
    queue, seen = deque([(module, node, 0)]), {node}
    while queue:
        owner, value, steps = queue.popleft()
        if not isinstance(value, _MADE_OF_PARTS) and not _is_read_out(value):
            yield owner, value
        for place in _nearer(project, owner, value) if steps < _STEPS else ():
            if place[1] not in seen:
                seen.add(place[1])
                queue.append((*place, steps + 1))


def _is_read_out(node: ast.expr) -> bool:
    """Tell whether the expression is one out of a table, or a function whose arguments are bound."""
    match node:
        case ast.Call(func=ast.Attribute(attr=name)) if name in ELEMENT_METHODS | SAME_METHODS:
            return True
        case ast.Call():
            return called_name(node.func) == "partial" and bool(node.args)
    return False


def _nearer(project: Project, module: Module, node: ast.expr) -> Iterator[Place]:
    """Yield what the expression can be, one step nearer to where that is made."""
    parts: list[ast.expr] = []
    match node:
        case ast.Attribute():
            yield from _of_attribute(project, module, node)
        case ast.Name():
            yield from _of_name(project, module, node)
        case ast.Dict():
            parts = list(node.values)
        case ast.List() | ast.Tuple() | ast.Set():
            parts = node.elts
        case ast.BoolOp():
            parts = node.values
        case ast.IfExp():
            parts = [node.body, node.orelse]
        case ast.Subscript():
            parts = [node.value]
        case ast.Call(func=ast.Attribute(attr=name) as got) if name in ELEMENT_METHODS | SAME_METHODS:
            parts = [got.value, *node.args[1:]]
        case ast.Call() if called_name(node.func) == "partial":
            parts = node.args[:1]
        case ast.Call() if called_name(node.func) == "getattr":
            parts = node.args[2:]
    yield from ((module, part) for part in parts)


def _of_attribute(project: Project, module: Module, node: ast.Attribute) -> Iterator[Place]:
    """Yield what the attribute is set to: by its class, the bases and the heirs of that, and by code outside them."""
    inference = project.references.inference
    owners = {v.cls for v in inference.of(module, node.value) if isinstance(v, Instance | ClassRef)}
    family = {c for o in owners for c in (*ancestry(project.program, o), *descendants(project.program, o))}
    for cls in sorted(family, key=lambda cls: cls.name):
        members = members_of(project.program, cls) if node.attr in OF_MEMBERS else []
        for value in (*members, *(value for _, value, _ in cls.assigned.get(node.attr, []))):
            if value is not None:
                yield cls.module, value
        yield from ((owner, value) for owner, value, _ in puts_into_attribute(inference, cls, node.attr))
    for owner, value, target in stores_of(project.program, node.attr) if family else ():
        if any(isinstance(v, Instance | ClassRef) and v.cls in family for v in inference.of(owner, target.value)):
            yield owner, value


def _of_name(project: Project, module: Module, node: ast.Name) -> Iterator[Place]:
    function = project.program.binder(module, node)
    if function is not None:
        for _, value, how in function.assigned.get(node.id, []):
            if value is not None and how in {"value", "element", "rest:value"}:
                yield module, value
        yield from parametrized(project.program, function, node.id)
        default = function.default_of(node.id)
        if default is not None:
            yield function.module, default
        yield from _passed(project, function, node.id)
        return
    found = resolve_expression(project.program, module, node)
    if isinstance(found, tuple):
        yield from _of_variable(project, found)


def _passed(project: Project, function: Function, name: str) -> list[Place]:
    """Return what calls of the function pass for the parameter; kept, as each place that reads it asks."""
    if (function, name) not in project.passed:
        project.passed[function, name] = list(arguments_for(project.references.inference, function, name))
    return project.passed[function, name]


def _of_variable(project: Project, variable: tuple[Module, str]) -> Iterator[Place]:
    """Yield what a module's variable is set to, and what is put into it, by any module; what a test does, follows."""
    inference, (module, name) = project.references.inference, variable
    yield from ((module, value) for _, value in module.assigned[name] if value is not None)
    yield from ((owner, value) for owner, value, _ in puts_into_variable(inference, variable))
    for owner, value, target in stores_of(project.program, name):
        if not is_test_file(owner) and External(module.name) in inference.of(owner, target.value):
            yield owner, value
