"""What a function does with a coroutine that it is given."""

import ast
from collections.abc import Iterator
from typing import Literal

from tools.ferry.verify.inference.annotations import AWAITABLE
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.tree import File, last_name
from tools.ferry.verify.inference.values import (
    ClassRef,
    External,
    Func,
    Instance,
    Unknown,
    Values,
    all_coroutines,
    present,
)

Use = Literal["takes", "needs", "ours", "through", "pairs", "stored", "idle"]
"""`takes`: may await it. `needs`: wants the result. `ours`: a function of the tree, look inside. `through`: gives a
container of what it got, `pairs` one of tuples that hold it. `stored`: puts it into its receiver. `idle`: neither needs
nor awaits."""

_TAKERS = {
    "gather", "wait", "wait_for", "create_task", "ensure_future", "shield", "as_completed", "run", "timeout",
    "run_until_complete", "run_coroutine_threadsafe", "start_soon", "spawn", "iscoroutine", "isawaitable", "close",
    "add_task", "submit", "TaskGroup", "from_coroutine", "schedule", "type", "id", "enterContext",
    "enter_async_context", "callback", "push_async_callback", "call_soon", "put", "put_nowait", "set_result", "Task",
}  # fmt: skip
_ASKING = {"iscoroutine", "isawaitable", "isfuture"}
_THROUGH = {"list", "tuple", "set", "frozenset", "reversed", "iter", "filter", "itertools.chain",
            "itertools.islice"}  # fmt: skip
_PAIRING = {"enumerate", "zip", "itertools.zip_longest"}
_NEED = {
    "str", "int", "float", "bool", "len", "repr", "abs", "round", "print", "hash", "bytes", "format", "sum", "any",
    "all", "sorted", "min", "max", "list", "tuple", "set", "dict", "frozenset", "enumerate", "zip", "iter", "reversed",
    "map", "filter", "ord", "chr", "divmod", "pow", "range", "setattr", "getattr", "hasattr", "vars", "dir",
    "functools.reduce", "asyncio.sleep",
}  # fmt: skip
_NEED_BOXED = {"sum", "any", "all", "sorted", "min", "max", "str", "repr", "print", "format"}
_COMPARING = {"sorted", "min", "max"}
"""These compare tuples by what stands first in them."""
_IDLE_BOXED = {"len", "bool", "id", "isinstance", "type"}
_NEED_PACKAGES = {"json", "math", "re", "datetime", "logging", "decimal", "html", "textwrap", "statistics", "operator",
                  "uuid", "copy", "random", "string", "struct", "hashlib", "base64", "urllib", "pathlib", "os", "time",
                  "csv", "itertools", "warnings", "pprint", "orjson", "pickle"}  # fmt: skip
_NEED_NAMES = {"json_response", "jsonify", "render_template", "render_to_string"}
_ASSERTING = {
    f"assert{what}"
    for what in ("True", "False", "Equal", "NotEqual", "In", "NotIn", "IsNone", "IsNotNone", "Greater", "GreaterEqual",
                 "Less", "LessEqual", "AlmostEqual", "ListEqual", "DictEqual", "TupleEqual", "SetEqual", "CountEqual",
                 "SequenceEqual", "Regex", "MultiLineEqual")
}  # fmt: skip
"""What a test of `unittest` asserts of values: a coroutine is none of them, and always true."""
_EXPECTING = {"assertRaises": 1, "assertRaisesRegex": 2, "assertWarns": 1, "assertWarnsRegex": 2}
"""What calls a function and takes no notice of what it returns -> its position."""
_NEED_SUFFIXES = ("Response", "Error", "Exception", "HTTPException")
_LOGGERS = {"logger", "log", "_logger", "LOGGER", "LOG", "logging", "_log"}
_LOG_METHODS = {"debug", "info", "warning", "error", "exception", "critical", "log"}
_STORING = {"append", "add", "extend", "insert", "appendleft", "setdefault", "update"}
JOINING = {"extend", "update"}
"""Those of them that put what the argument holds into the receiver, not the argument itself."""
_CALLING_BACK = {"sorted": "key", "min": "key", "max": "key", "sort": "key", "groupby": "key"}
_CALLING_LATER: dict[str, tuple[int, str]] = {
    "atexit.register": (0, "func"), "threading.Thread": (1, "target"), "threading.Timer": (1, "function"),
    "weakref.finalize": (1, "func"), "contextlib.ExitStack().callback": (0, "callback"),
    "contextlib.AsyncExitStack().callback": (0, "callback"), "signal.signal": (1, "handler"),
    "multiprocessing.Process": (1, "target"),
    **{f"concurrent.futures.{kind}PoolExecutor().{method}": (0, "fn")
       for kind in ("Thread", "Process") for method in ("submit", "map")},
}  # fmt: skip
"""What calls a function some time, and takes no notice of what it returns -> its position and its keyword."""
_CALLING_IN_TURN: dict[str, tuple[int, str]] = {
    "asyncio.to_thread": (0, "func"), "functools.partial": (0, "func"),
    **{f"{package}.{path}": (0, "func")
       for package in ("fastapi", "fastapi.background", "starlette.background")
       for path in ("BackgroundTask", "BackgroundTasks().add_task")},
}  # fmt: skip
"""The same of what may call async functions, too, and awaits them."""
_CALLED_BY_LOOP = {"call_soon": 0, "call_soon_threadsafe": 0, "call_later": 1, "call_at": 1, "add_done_callback": 0,
                   "add_signal_handler": 1, "add_reader": 1, "add_writer": 1}  # fmt: skip
"""The same of event loops and futures -> the position."""
_WANTING_FIRST = {"create_task", "ensure_future", "run", "run_until_complete", "run_coroutine_threadsafe", "wait_for",
                  "shield"}  # fmt: skip
_WANTING_ALL = {"gather"}
_LOOPS = {"loop", "_loop", "event_loop"}
_CALLING_FIRST = {"filter", "takewhile", "dropwhile", "filterfalse", "reduce", "builtins.filter"}


def use_of(eyes: Eyes, file: File, call: ast.Call, *, boxed: int, ours: bool) -> Use:
    """Tell what the callee does with an argument: a coroutine, or one in as many containers as `boxed` says."""
    callees = present(eyes.values(file, call.func))
    paths = {value.path for value in callees if isinstance(value, External)}
    if paths == {"isinstance"} and not boxed:
        return "takes" if asks_whether_awaitable(call) else "needs"
    if paths and len(paths) == len(callees):
        uses = {_external(path, boxed=boxed) for path in paths}
        if len(uses) == 1 and (use := uses.pop()) is not None:
            return use
    name = last_name(call.func)
    if isinstance(call.func, ast.Attribute):
        if name in _STORING and not any(isinstance(v, Instance | ClassRef) for v in callees):
            return "stored"
        if name in _ASSERTING and not any(isinstance(v, Func) for v in callees):
            return "needs"
        if name == "join" and isinstance(call.func.value, ast.Constant):
            return "needs"
        if name == "format" and isinstance(call.func.value, ast.Constant | ast.JoinedStr):
            return "needs"
        if name in _LOG_METHODS and last_name(call.func.value) in _LOGGERS:
            return "needs"
    if any(isinstance(value, Func | ClassRef) for value in callees) and receivers(eyes, file, call):
        return "ours"
    if name in _TAKERS or not ours or boxed:
        return "takes"
    known = callees and not any(isinstance(value, Unknown | External) for value in callees)
    return "takes" if known or (isinstance(file.parents.get(call), ast.Await) and paths) else "needs"


def asks_whether_awaitable(call: ast.Call) -> bool:
    """Tell whether the call asks of its first argument whether it is something to await: `inspect.isawaitable(x)`."""
    name = last_name(call.func)
    if name in {"isinstance", "hasattr"} and len(call.args) == 2:
        kinds = call.args[1].elts if isinstance(call.args[1], ast.Tuple) else [call.args[1]]
        known = (last_name(kind) or getattr(kind, "value", "") for kind in kinds)
        return any(kind in AWAITABLE or kind == "__await__" for kind in known)
    return name in _ASKING


def is_asked(file: File, name: ast.Name) -> bool:
    """Tell whether the function asks what it has got in the variable before it uses it."""
    calls = (part for part in ast.walk(file.function_of(name) or file.tree) if isinstance(part, ast.Call) and part.args)
    asked = (call.args[0] for call in calls if asks_whether_awaitable(call))
    return any(ast.unparse(a.target if isinstance(a, ast.NamedExpr) else a) == name.id for a in asked)


def _external(path: str, *, boxed: int) -> Use | None:
    last = path.rpartition(".")[2]
    if boxed:
        if boxed > 1 and path in {"dict", "sum", *_COMPARING}:
            return "through" if path == "sorted" else "takes"
        if path in _NEED_BOXED or path == "json.dumps":
            return "needs"
        if path in _IDLE_BOXED:
            return "idle"
        if path in _PAIRING:
            return "pairs"
        return "through" if path in {"dict", *_THROUGH} else None
    if path in _NEED or (path.partition(".")[0] in _NEED_PACKAGES and "." in path):
        return "needs"
    return "needs" if last in _NEED_NAMES or (last.endswith(_NEED_SUFFIXES) and last[:1].isupper()) else None


def receivers(eyes: Eyes, file: File, call: ast.Call) -> list[Func]:
    """Return the functions of the tree that get the arguments, constructors included; empty when others may, too."""
    found: list[Func] = []
    for value in present(eyes.values(file, call.func)):
        if isinstance(value, Func):
            found.append(value)
        elif isinstance(value, ClassRef):
            makers = [m for c in eyes.classes.lineage(value.cls)[0] for m in c.methods.get("__init__", [])][:1]
            if not makers:
                return []
            found += [Func(eyes.tree.home[m], m, bound=True) for m in makers]
        else:
            return []
    return sorted(found, key=lambda f: (f.file.path, f.node.lineno))


def coroutines_wanted(eyes: Eyes, file: File, call: ast.Call) -> list[ast.expr]:
    """Return the arguments that asyncio takes for coroutines."""
    name = last_name(call.func)
    if name not in _WANTING_FIRST | _WANTING_ALL:
        return []
    callees = present(eyes.values(file, call.func))
    of_asyncio = [isinstance(value, External) and value.path.startswith("asyncio.") for value in callees]
    of_loop = isinstance(call.func, ast.Attribute) and last_name(call.func.value) in _LOOPS
    if not (all(of_asyncio) if callees and any(of_asyncio) else of_loop):
        return []
    return call.args if name in _WANTING_ALL else call.args[:1]


def calls_back(eyes: Eyes, file: File, call: ast.Call, function: ast.expr) -> bool:
    """Tell whether the call runs `function`, one of its arguments, and takes what it returns for the result."""
    name = last_name(call.func)
    callees = eyes.values(file, call.func)
    if any(isinstance(value, Func | ClassRef) for value in callees):
        return False
    if name in _EXPECTING and isinstance(call.func, ast.Attribute):
        return any(argument is function for argument in call.args[_EXPECTING[name] : _EXPECTING[name] + 1])
    keyword = _CALLING_BACK.get(name)
    if keyword is not None:
        return any(k.arg == keyword and k.value is function for k in call.keywords)
    if name in _CALLING_FIRST:
        return bool(call.args) and call.args[0] is function
    if any(argument is function for argument in _called_later(eyes, call, callees, _CALLING_LATER)):
        return True
    if any(value.path in {"re.sub", "re.subn"} for value in callees if isinstance(value, External)):
        return len(call.args) > 1 and call.args[1] is function
    return False


def wants_function(eyes: Eyes, file: File, call: ast.Call, argument: ast.expr) -> bool:
    """Tell whether the call takes the argument for a function, to be called some time."""
    known = _CALLING_LATER | _CALLING_IN_TURN
    return any(given is argument for given in _called_later(eyes, call, eyes.values(file, call.func), known))


def _called_later(eyes: Eyes, call: ast.Call, callees: Values, known: dict[str, tuple[int, str]]) -> Iterator[ast.expr]:
    """Yield the argument that the call takes for a function: by what is `known` of the callee, or of event loops."""
    for value in callees:
        if isinstance(value, External) and value.path in known:
            position, keyword = known[value.path]
            yield from call.args[position : position + 1]
            yield from (one.value for one in call.keywords if one.arg == keyword)
    name = last_name(call.func)
    if name in _CALLED_BY_LOOP and _is_of_loop(eyes, call, callees):
        yield from call.args[_CALLED_BY_LOOP[name] :][:1]


def _is_of_loop(eyes: Eyes, call: ast.Call, callees: Values) -> bool:
    """Tell whether this is a method of an event loop or a future: by type, or where nothing is known by name."""
    known = [value.path for value in callees if isinstance(value, External)]
    if known:
        return all(path.startswith(("asyncio.", "concurrent.futures.")) for path in known)
    if not isinstance(call.func, ast.Attribute):
        return False
    of_any_future = call.func.attr == "add_done_callback" and call.func.attr not in eyes.tree.methods
    return of_any_future or last_name(call.func.value) in _LOOPS


def makes_coroutine(eyes: Eyes, file: File, function: ast.expr) -> bool:
    """Tell whether calling the value of the expression certainly gives a coroutine."""
    return all_coroutines(eyes.values(file, probe(function)))


def probe(function: ast.expr) -> ast.Call:
    """Return a call of the expression that stands for any call of it: nothing is known of its arguments."""
    return ast.copy_location(ast.Call(func=function, args=[], keywords=[]), function)
