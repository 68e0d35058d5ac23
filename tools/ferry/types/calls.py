"""What a call returns."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tools.ferry.source import Class, Module, called_name
from tools.ferry.types import itself, members
from tools.ferry.types.annotations import annotated_values
from tools.ferry.types.by_path import modules_at
from tools.ferry.types.by_text import text_of
from tools.ferry.types.collections import ELEMENT_METHODS, SAME_FUNCTIONS, SAME_METHODS, named_items
from tools.ferry.types.fixtures import fixtures_asked
from tools.ferry.types.literals import chosen_names, literals_of
from tools.ferry.types.names import ancestry, bases, bases_outside, find_method, followers, made_by_metaclass
from tools.ferry.types.patched import is_patch, is_patched, is_spy, is_stub, mock_of, started
from tools.ferry.types.remade import made_by_method
from tools.ferry.types.values import (
    NOTHING,
    ClassRef,
    Collection,
    Coroutine,
    External,
    FunctionRef,
    Getter,
    Instance,
    Mock,
    Namespace,
    Value,
    Values,
    classes_of,
)

if TYPE_CHECKING:
    from tools.ferry.types.infer import Inference

MOCKS = frozenset({"Mock", "MagicMock", "NonCallableMock", "NonCallableMagicMock", "AsyncMock", "create_autospec"})
_LOADERS = frozenset({"importorskip", "import_module", "__import__"})
_PASSING = frozenset({"closing", "copy", "deepcopy", "module_from_spec", "nullcontext", "partial", "staticmethod"})
"""Functions of the standard library whose result stands for what they are given."""

_GIVING = frozenset({"Depends", "Security", "ensure_object", "find_object"})
"""Functions of FastAPI and click that give what the function gives, or an object of the class, that they are given."""

_GIVEN_BY_LIBRARIES = {
    "parse_args": "argparse.Namespace",
    "parse_intermixed_args": "argparse.Namespace",
    "test_cli_runner": "flask.testing.FlaskCliRunner",
    "test_client": "flask.testing.FlaskClient",
}
"""The methods of libraries' objects whose results are asked for -> the class of what they give."""

_ANYTHING = frozenset(
    f"{module}.{function}"
    for module in ("cloudpickle", "dill", "joblib", "jsonpickle", "pickle")
    for function in ("decode", "load", "loads")
)
"""Functions that give an object of whichever class some data name."""


def of_call(inference: Inference, module: Module, node: ast.Call) -> Values:
    """Return what the call gives back."""
    function = inference.made_synchronous(node.func)
    if function is not None:
        return inference.awaited(of_results(inference, inference.of(module, function)))
    special = mock_of(inference, module, node) if is_patch(node) else _special(inference, module, node)
    if special is not None:
        return special
    if mocks := started(inference, module, node):
        return mocks
    found = _asked_by_name(inference, module, node)
    for callee in inference.of(module, node.func):
        found |= _of_callee(inference, callee)
    if found and isinstance(node.func, ast.Attribute):
        found |= itself.given_after_dot(inference, inference.of(module, node.func.value), node.func.attr)
    elif isinstance(node.func, ast.Attribute):
        found = _of_collection_method(inference, module, node, node.func)
        found = found or _of_library_method(inference, module, node.func)
    return found


def _of_library_method(inference: Inference, module: Module, method: ast.Attribute) -> Values:
    """Return what the method of a library's object gives, where that is known."""
    name = _GIVEN_BY_LIBRARIES.get(method.attr)
    if name is None:
        return NOTHING
    package, _, _ = name.partition(".")
    owners = inference.of(module, method.value)
    names = [owner.name for owner in owners if isinstance(owner, External)]
    for cls in (owner.cls for owner in owners if isinstance(owner, Instance)):
        names += bases_outside(inference.program, cls)
    known = any(owner.partition(".")[0] == package for owner in names)
    return frozenset({External(name, called=True)}) if known else NOTHING


def _of_callee(inference: Inference, callee: Value) -> Values:
    match callee:
        case ClassRef(cls):
            return _made(inference, cls)
        case FunctionRef(function):
            result = members.returned(inference, function)
            if function.is_async and not function.is_generator:
                return frozenset({Coroutine(result)})
            return frozenset({Collection(result)}) if function.is_generator else result
        case External(name, called) if not called:
            return frozenset({External(name, called=True)} if name not in _ANYTHING else ())
        case Mock(call, module, path):
            return frozenset({Mock(call, module, (*path, "()"))})
        case Getter(elements):
            return elements
        case Instance(cls):
            method = find_method(inference.program, cls, "__call__")
            return itself.given_of(inference, cls, method) if method else NOTHING
    return NOTHING


def _made(inference: Inference, cls: Class) -> Values:
    """Return what calling the class gives: its object, or what its `__new__` or its metaclass gives instead."""
    making = find_method(inference.program, cls, "__new__")
    found = members.returned(inference, making) if making is not None else NOTHING
    for value in members.of_metaclass(inference, cls, "__call__"):
        found |= members.returned(inference, value.function) if isinstance(value, FunctionRef) else NOTHING
    above = ancestry(inference.program, cls)
    others = frozenset(value for value in found if not isinstance(value, Instance) or value.cls not in above)
    return others if others == found and found else others | {Instance(cls)}


def _special(inference: Inference, module: Module, node: ast.Call) -> Values | None:
    """Return the result of the calls that are known by name, or None."""
    name = called_name(node.func)
    first = node.args[0] if node.args else None
    if name in MOCKS or name == "SimpleNamespace" or is_spy(node) or is_stub(node):
        return _made_for_a_test(inference, module, node)
    if name in _GIVING and first is not None:
        return of_results(inference, inference.of(module, first))
    if name == "to_thread" and first is not None:
        return frozenset({Coroutine(of_results(inference, inference.of(module, first)))})
    if name == "__new__" and first is not None and isinstance(node.func, ast.Attribute):
        return _new(inference, module, node.func, first)
    if name == "super":
        return _super(inference, module, node)
    if name in _PASSING and first is not None and not isinstance(first, ast.Starred):
        return inference.of(module, first)
    if name in {"eval", "loads"} and first is not None:
        return NOTHING if isinstance(node.func, ast.Name) and name == "eval" else _unpickled(inference, module, first)
    if name == "cast" and len(node.args) == 2:
        return annotated_values(inference.program, module, node.args[0])
    if name == "getattr" and len(node.args) >= 2:
        return _chosen(inference, module, node)
    found = _of_builtin(inference, module, node, name) if isinstance(node.func, ast.Name) else None
    made = made_by_method(inference, module, node) if found is None else ()
    return frozenset(Instance(cls) for cls, _ in made) or found


def _of_builtin(inference: Inference, module: Module, node: ast.Call, name: str) -> Values | None:
    if name in SAME_FUNCTIONS | {"replace"}:
        return _same(inference, module, node)
    if name in {"max", "min", "next"} and node.args:
        return _one_of(inference, module, node)
    if name == "type" and len(node.args) == 1:
        return classes_of(inference.of(module, node.args[0])) or None
    return None


def _one_of(inference: Inference, module: Module, node: ast.Call) -> Values | None:
    """Return what `next(layers, layer)`, `max(layers, default=layer)` or `max(layer, other)` can give."""
    defaults = [keyword.value for keyword in node.keywords if keyword.arg == "default"]
    first, *others = (inference.of(module, argument) for argument in (*node.args, *defaults))
    if called_name(node) == "next":
        return iterated(inference, first).union(*others)
    of_first = iterated(inference, first) if len(node.args) == 1 else first
    return of_first.union(*others) or None


def _made_for_a_test(inference: Inference, module: Module, node: ast.Call) -> Values:
    """Return the mock or the namespace that the call makes."""
    if called_name(node) == "SimpleNamespace":
        return frozenset({Namespace(node, module)})
    imitated = inference.of(module, node.args[0]) if called_name(node) == "create_autospec" and node.args else NOTHING
    functions = frozenset(value for value in imitated if isinstance(value, FunctionRef))
    return functions or frozenset({Mock(node, module)})  # of a function it is one with the same signature


def _same(inference: Inference, module: Module, node: ast.Call) -> Values | None:
    """Return what `list(layers)` gives, the layers, and what `dict(layer=layer)` does; None if it is given nothing."""
    named = frozenset(value for item in named_items(node) for value in inference.of(module, item))
    given = inference.of(module, node.args[0]) if node.args else NOTHING
    return given | ({Collection(named)} if named else NOTHING) if node.args or named else None


def _asked_by_name(inference: Inference, module: Module, node: ast.Call) -> Values:
    """Return the module, or the fixture's value, for which a test asks by its name."""
    name = called_name(node.func)
    if name in _LOADERS and node.args and isinstance(node.args[0], ast.Constant):
        loaded = str(node.args[0].value)
        whole = name != "__import__" or len(node.args) > 3 or any(k.arg == "fromlist" for k in node.keywords)
        return inference.of_external(loaded if whole else loaded.partition(".")[0])
    if at_path := modules_at(inference.program, module, node):
        return frozenset(External(loaded.file) for loaded in at_path)
    if name == "load_module" and isinstance(node.func, ast.Attribute):
        return inference.of(module, node.func.value)
    fixtures = fixtures_asked(inference.program, module, node)
    return frozenset(value for fixture in fixtures for value in members.returned(inference, fixture))


def _unpickled(inference: Inference, module: Module, node: ast.expr) -> Values | None:
    """Return what was pickled, where that is written; None where it is not."""
    found = NOTHING
    for value in literals_of(inference, module, node):
        if isinstance(value, ast.Call) and called_name(value.func) == "dumps" and value.args:
            found |= inference.of(module, value.args[0])
    return found or None


def _super(inference: Inference, module: Module, node: ast.Call) -> Values:
    """Return the object as each of the bases of the class in whose method `super()` stands.

    Of a mixin it is what heirs derive from after it.
    """
    function = inference.program.enclosing(module, node)
    while function is not None and function.cls is None:
        function = function.outer
    cls = function.cls if function is not None else None
    if cls is None:
        return NOTHING
    own = [*bases(inference.program, cls), *followers(inference.program, cls)]
    return frozenset(Instance(base) for base in own)


def _new(inference: Inference, module: Module, function: ast.Attribute, first: ast.expr) -> Values:
    """Return what `super().__new__(cls)` gives: an object of the class, or what a base of the tree gives instead.

    An object of the same class is made by `object.__new__(type(self))` and `object.__new__(self.__class__)`.
    """
    made = NOTHING
    for value in inference.of(module, first):
        if isinstance(value, ClassRef):
            classes = made_by_metaclass(inference.program, value.cls)
            made |= frozenset(ClassRef(cls) for cls in classes) or {Instance(value.cls)}
    match first:
        case ast.Call(func=ast.Name("type"), args=[other]) | ast.Attribute(other, "__class__"):
            made |= frozenset(value for value in inference.of(module, other) if isinstance(value, Instance))
    given = of_results(inference, inference.of(module, function))
    return made | frozenset(value for value in given if not isinstance(value, Instance) or not made)


def _chosen(inference: Inference, module: Module, node: ast.Call) -> Values:
    """Return what `getattr` gives."""
    found = NOTHING
    for receiver in inference.of(module, node.args[0]):
        for member in chosen_names(inference, module, node.args[1], receiver):
            found |= members.of_member(inference, receiver, member)
    text = text_of(inference.program, module, node.args[1]) if not found else None
    if text is not None:
        found = members.stored_by_name(inference, node.args[0], text)
    return found | inference.of(module, node.args[2]) if found and len(node.args) > 2 else found


def of_results(inference: Inference, callees: Values) -> Values:
    """Return what calling any of `callees` gives."""
    found = NOTHING
    for callee in callees:
        found |= _of_callee(inference, callee)
    return found


def _of_collection_method(inference: Inference, module: Module, call: ast.Call, function: ast.Attribute) -> Values:
    values = inference.of(module, function.value)
    if function.attr in SAME_METHODS | {"_replace"}:
        return values
    if function.attr in ELEMENT_METHODS:
        found = frozenset(e for v in values if isinstance(v, Collection) for e in v.elements)
        # Only of something that is known can it be the default.
        return found | inference.of(module, call.args[1]) if found and len(call.args) == 2 else found
    return NOTHING


def iterated(inference: Inference, values: Values) -> Values:
    """Return what a loop over `values` binds: what is inside collections, what an object's `__iter__` gives.

    Where that is an iterator of the tree, which gives itself as a rule, it is what its `__next__` gives.
    """
    found = NOTHING
    queue = list(values)
    for value in queue:
        if isinstance(value, Collection):
            found |= value.elements
        elif isinstance(value, Instance) and (method := find_method(inference.program, value.cls, "__iter__")):
            given = itself.given_of(inference, value.cls, method)
            iterators = [v.cls for v in given if isinstance(v, Instance)] if not method.is_generator else []
            following = [find_method(inference.program, cls, "__next__") for cls in iterators]
            found |= given if method.is_generator else NOTHING
            found |= {v for step in following if step is not None for v in members.returned(inference, step)}
            queue += [v for v in given if v not in queue and not method.is_generator]
    return found


def entered(inference: Inference, values: Values) -> Values:
    """Return what `with value as name` binds: `__enter__`'s result, a generator's element, else the value itself."""
    found: set[Value] = set()
    for value in values:
        if isinstance(value, Instance):
            method = find_method(inference.program, value.cls, "__enter__") or find_method(
                inference.program, value.cls, "__aenter__"
            )
            found |= itself.given_of(inference, value.cls, method) if method else {value}
        elif isinstance(value, Collection):
            found |= value.elements
        elif isinstance(value, Mock) and (value.path or not is_patched(value)):
            found.add(Mock(value.node, value.module, (*value.path, "__enter__", "()")))
        else:
            found.add(value)
    return frozenset(found)
