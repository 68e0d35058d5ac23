"""What calls of functions outside the tree give."""

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from tools.ferry.verify.inference import annotations, by_path
from tools.ferry.verify.inference.externals import METHOD_CALLER, PLAIN_RESULTS, gives_what_is_put_in, is_async
from tools.ferry.verify.inference.patches import mock_of_patch
from tools.ferry.verify.inference.tree import File
from tools.ferry.verify.inference.values import (
    EMPTY,
    PLAIN,
    UNKNOWN,
    ClassRef,
    Coroutine,
    External,
    Func,
    Group,
    Instance,
    Mock,
    Unknown,
    Value,
    Values,
    present,
)

if TYPE_CHECKING:
    from tools.ferry.verify.inference.eyes import Eyes

_MOCK_KINDS = {
    "Mock": "plain", "MagicMock": "plain", "NonCallableMock": "plain", "NonCallableMagicMock": "plain",
    "AsyncMock": "awaitable", "create_autospec": "like",
}  # fmt: skip
_STUB_KINDS = {"stub": "plain", "async_stub": "awaitable"}
_PATCHES = {"patch", "object", "multiple"}
_LONGEST = 200
_RUNNING = {"asyncio.run", "asyncio.Runner().run"}
_STARTING = {"create_task", "ensure_future"}
_PROCESS = frozenset({External("asyncio.subprocess.Process()")})
_STREAMS = tuple(frozenset({External(f"asyncio.{name}()")}) for name in ("StreamReader", "StreamWriter"))
_GIVEN: dict[str, Values] = {
    "asyncio.create_subprocess_exec": _PROCESS, "asyncio.create_subprocess_shell": _PROCESS,
    "asyncio.open_connection": frozenset({Group(frozenset().union(*_STREAMS), _STREAMS)}),
    "asyncio.open_unix_connection": frozenset({Group(frozenset().union(*_STREAMS), _STREAMS)}),
}  # fmt: skip
"""What awaiting the functions of asyncio gives."""
_HANDING_ON = {"asyncio.wait_for", "asyncio.shield"}
_VERBS = frozenset({"get", "post", "put", "patch", "delete", "head", "options", "trace", "connect"})
"""What a web framework's `request.method.lower()` is: https://www.rfc-editor.org/rfc/rfc9110#name-methods."""


def result(eyes: "Eyes", file: File, call: ast.Call, path: str) -> Values:
    """Return what calling the thing at a dotted path gives; an object of it when nothing more is known."""
    if is_async(path):
        return frozenset({Coroutine(path, gives=_waited_for(eyes, file, call, path))})
    if path in _RUNNING or path.endswith("().run_until_complete"):
        return eyes.awaited(eyes.values(file, call.args[0])) if call.args else UNKNOWN
    if path in PLAIN_RESULTS:
        return PLAIN
    if gives_what_is_put_in(path):
        return UNKNOWN
    if path == "types.SimpleNamespace":
        return frozenset({Mock("namespace", call, file)})
    if path in by_path.LOADING:
        return by_path.loaded(eyes, file, call, by_path.LOADING[path])
    if path in _SPECIAL and (call.args or path.startswith("ferry:")):
        return _SPECIAL[path](eyes, file, call)
    last = path.rpartition(".")[2]
    if last in _STARTING and path.startswith("asyncio.") and call.args:
        return frozenset({External(f"{path}()", eyes.awaited(eyes.values(file, call.args[0])))})
    if last in _PATCHES and "mock" in path:
        replaced = mock_of_patch(eyes, file, call)
        if replaced:
            return frozenset({Group(replaced, items=())})
    if last in _MOCK_KINDS and "mock" in path.lower():
        return frozenset({Mock(_mock_kind(call, last), call, file)})
    return frozenset({External(f"{path}()")}) if len(path) < _LONGEST else UNKNOWN


def _waited_for(eyes: "Eyes", file: File, call: ast.Call, path: str) -> Values | None:
    """Return what awaiting what a function of asyncio gives is: the result of the coroutine, or of each."""
    given = call.args
    if path in _GIVEN:
        return _GIVEN[path]
    if path in _HANDING_ON and given:
        return eyes.awaited(eyes.values(file, given[0]))
    if path == "asyncio.to_thread" and given:
        return eyes.called(eyes.values(file, given[0]))
    if path != "asyncio.gather" or not given or any(keyword.arg != "return_exceptions" for keyword in call.keywords):
        return None
    if call.keywords:
        return UNKNOWN  # or the errors
    if [type(argument) for argument in given] == [ast.Starred]:
        each = eyes.elements(eyes.values(file, given[0].value)) if isinstance(given[0], ast.Starred) else EMPTY
        return frozenset({Group(eyes.awaited(each) or UNKNOWN)})
    if any(isinstance(argument, ast.Starred) for argument in given):
        return None
    items = tuple(eyes.awaited(eyes.values(file, argument)) or UNKNOWN for argument in given)
    return frozenset({Group(eyes.union(items), items)})


def mocked(eyes: "Eyes", file: File, call: ast.Call, name: str) -> Values:
    """Return what a call of pytest-mock's fixture gives: a mock, or what a patch puts in place; else nothing."""
    if name in _STUB_KINDS:
        return frozenset({Mock(_STUB_KINDS[name], call, file)})
    if name in _MOCK_KINDS:
        return frozenset({Mock(_mock_kind(call, name), call, file)})
    return mock_of_patch(eyes, file, call)


def _mock_kind(call: ast.Call, name: str) -> str:
    """Return `plain`, `awaitable` or `like` (a spec, which follows the colour by itself)."""
    kind = _MOCK_KINDS[name]
    specs = [*call.args[:1], *(k.value for k in call.keywords if k.arg in {"spec", "spec_set", "wraps"})]
    specified = any(not isinstance(spec, ast.List | ast.Tuple) for spec in specs)  # names say nothing of their colour
    return "like" if kind == "plain" and specified else kind


def _cast(eyes: "Eyes", file: File, call: ast.Call) -> Values:
    mocks = eyes.variables.standing_in(file, call.args[1:]) if file.is_test else EMPTY
    return mocks or annotations.meaning(eyes, file, call.args[0])


def _getattr(eyes: "Eyes", file: File, call: ast.Call) -> Values:
    name = call.args[1] if len(call.args) > 1 else None
    if name is None:
        return UNKNOWN
    if isinstance(name, ast.Constant) and isinstance(name.value, str):
        owners = present(eyes.values(file, call.args[0]), name.value) or UNKNOWN
        return eyes.union(eyes.member(value, name.value) for value in owners)
    return eyes.union(_chosen(eyes, value, name) for value in present(eyes.values(file, call.args[0]))) or UNKNOWN


def _type(eyes: "Eyes", file: File, call: ast.Call) -> Values:
    """Return the class of the one object."""
    values = eyes.values(file, call.args[0]) if len(call.args) == 1 else EMPTY
    return frozenset(ClassRef(v.cls) if isinstance(v, Instance) else Unknown() for v in values) or UNKNOWN


def _chosen(eyes: "Eyes", owner: Value, name: ast.expr) -> Values:
    """Return the methods of the tree among which a name chooses that is put together at run time."""
    if not isinstance(owner, Instance):
        return UNKNOWN
    family = [*eyes.classes.lineage(owner.cls)[0], *eyes.classes.descendants(owner.cls)]
    names = {method for cls in family for method in cls.methods if not method.startswith("__")}
    match name:
        case ast.Call(func=ast.Attribute(attr="lower")):
            chosen = names & _VERBS
        case (
            ast.JoinedStr(values=[ast.Constant(value=str(prefix)), *_])
            | ast.BinOp(left=ast.Constant(value=str(prefix)), op=ast.Add())
        ):
            chosen = {method for method in names if prefix and method.startswith(prefix)}
        case _:
            return UNKNOWN
    return eyes.union(eyes.member(owner, method) for method in sorted(chosen)) or UNKNOWN


def _itself(eyes: "Eyes", file: File, call: ast.Call) -> Values:
    return eyes.values(file, call.args[0])


def _collected(eyes: "Eyes", file: File, call: ast.Call) -> Values:
    return frozenset({Group(eyes.elements(eyes.values(file, call.args[-1])))})


def _map(eyes: "Eyes", file: File, call: ast.Call) -> Values:
    return frozenset({Group(eyes.called(eyes.values(file, call.args[0]) or UNKNOWN))})


def _next(eyes: "Eyes", file: File, call: ast.Call) -> Values:
    return eyes.elements(eyes.values(file, call.args[0]))


def _as_completed(eyes: "Eyes", file: File, call: ast.Call) -> Values:
    """Return what a plain loop over it gives: coroutines, each of which waits for the next that is done."""
    gives = eyes.awaited(eyes.elements(eyes.values(file, call.args[0])))
    return frozenset({Group(frozenset({Coroutine("asyncio.as_completed", gives=gives)}))})


def _method_caller(eyes: "Eyes", file: File, call: ast.Call) -> Values:
    """Return the function that calls the method which a text names; nothing is known where the text is not."""
    name = call.args[0].value if isinstance(call.args[0], ast.Constant) else None
    return frozenset({External(f"{METHOD_CALLER}{name}")}) if isinstance(name, str) else UNKNOWN


def _partial(eyes: "Eyes", file: File, call: ast.Call) -> Values:
    """Return the function as such: how many of its parameters are left does not matter here."""
    found = eyes.values(file, call.args[0]) or UNKNOWN
    return frozenset(Func(value.file, value.node) if isinstance(value, Func) else value for value in found)


def _one(eyes: "Eyes", file: File, call: ast.Call) -> Values:
    """Return what `mapping.get(key)` gives, or its default; what `sequence.pop()` gives."""
    groups = present(eyes.values(file, call.func.value)) if isinstance(call.func, ast.Attribute) else EMPTY
    found = eyes.union(group.values if isinstance(group, Group) else UNKNOWN for group in groups)
    return (found | eyes.union(eyes.values(file, default) or UNKNOWN for default in call.args[1:2])) or UNKNOWN


def _items(eyes: "Eyes", file: File, call: ast.Call) -> Values:
    """Return what `mapping.items()` iterates over: pairs."""
    mappings = eyes.values(file, call.func.value) if isinstance(call.func, ast.Attribute) else EMPTY
    return eyes.union(
        frozenset({_row(UNKNOWN, m.values)}) if isinstance(m, Group) and m.keyed else UNKNOWN for m in present(mappings)
    )


def _enumerate(eyes: "Eyes", file: File, call: ast.Call) -> Values:
    return frozenset({_row(PLAIN, eyes.elements(eyes.values(file, call.args[0])))})


def _zip(eyes: "Eyes", file: File, call: ast.Call) -> Values:
    if any(isinstance(argument, ast.Starred) for argument in call.args):
        return UNKNOWN
    return frozenset({_row(*(eyes.elements(eyes.values(file, argument)) for argument in call.args))})


def _row(*parts: Values) -> Group:
    """Return a container of tuples with these parts."""
    items = tuple(part or UNKNOWN for part in parts)
    return Group(frozenset({Group(EMPTY.union(*items), items)}))


def _values(eyes: "Eyes", file: File, call: ast.Call) -> Values:
    """Return what `mapping.values()` iterates over."""
    mappings = eyes.values(file, call.func.value) if isinstance(call.func, ast.Attribute) else EMPTY
    return eyes.union(frozenset({Group(m.values)}) if isinstance(m, Group) else UNKNOWN for m in present(mappings))


_SPECIAL: dict[str, Callable[["Eyes", File, ast.Call], Values]] = {
    "typing.cast": _cast, "getattr": _getattr, "type": _type, "map": _map, "next": _next, "functools.partial": _partial,
    "importlib.util.module_from_spec": _itself,
    "ferry:values": _values, "ferry:items": _items, "ferry:one": _one, "enumerate": _enumerate, "zip": _zip,
    "asyncio.as_completed": _as_completed, "operator.methodcaller": _method_caller,
    **dict.fromkeys(("list", "tuple", "set", "frozenset", "sorted", "reversed", "iter", "filter"), _collected),
}  # fmt: skip
