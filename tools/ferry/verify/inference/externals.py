"""What is known of packages outside the tree. Only the standard library is looked at; nothing else is imported."""

import asyncio
import builtins
import contextlib
import inspect
import re

ENTERABLE = {"asyncpg.create_pool().acquire", "asyncpg.Pool().acquire"}
"""What gives something that can be awaited or entered by `async with`, as one likes."""
ASYNC_FUNCTION = "ferry:async function"
"""Stands for any function that is annotated to give something to await."""
METHOD_CALLER = "ferry:methodcaller "
"""Before the name of the method stands for what `operator.methodcaller` gives."""
ASYNC_PROTOCOL = {"__anext__", "__aenter__", "__aexit__", "aclose", "asend", "athrow"}
"""Methods that give something to await whatever has them."""
_FUTURES = {"asyncio.gather", "asyncio.shield", "asyncio.wrap_future"}
_ASYNC = {
    f"anyio.{name}"
    for name in ("sleep", "sleep_forever", "sleep_until", "connect_tcp", "open_file", "run_process", "open_process",
                 "to_thread.run_sync", "to_process.run_sync", "wait_all_tasks_blocked")
} | {
    "starlette.concurrency.run_in_threadpool", "fastapi.concurrency.run_in_threadpool", "asyncpg.connect",
    "aiofiles.os.remove", "trio.sleep", "anext", "asgiref.sync.sync_to_async()", ASYNC_FUNCTION,
} | ENTERABLE  # fmt: skip
_SESSION = ("execute", "scalar", "scalars", "commit", "rollback", "flush", "refresh", "get", "close", "delete", "merge",
            "stream", "run_sync", "connection")  # fmt: skip
_CLIENT = ("get", "post", "put", "patch", "delete", "head", "options", "request", "send", "aclose")
_QUERIES = ("execute", "executemany", "fetch", "fetchrow", "fetchval", "close")
_METHODS = {
    "sqlalchemy.ext.asyncio.AsyncSession()": _SESSION,
    "sqlalchemy.ext.asyncio.async_sessionmaker()()": _SESSION,
    "sqlalchemy.ext.asyncio.AsyncConnection()": ("execute", "scalar", "scalars", "commit", "rollback", "run_sync"),
    "sqlalchemy.ext.asyncio.AsyncEngine()": ("dispose",),
    "sqlalchemy.ext.asyncio.create_async_engine()": ("dispose",),
    "httpx.AsyncClient()": _CLIENT,
    "asyncpg.Connection()": _QUERIES,
    "asyncpg.Pool()": _QUERIES,
}
_ALIASES = {
    "sqlalchemy.ext.asyncio.session.": "sqlalchemy.ext.asyncio.",
    "sqlalchemy.ext.asyncio.engine.": "sqlalchemy.ext.asyncio.",
    "asyncio.locks.": "asyncio.", "asyncio.queues.": "asyncio.", "asyncio.tasks.": "asyncio.",
}  # fmt: skip
_FILE_PATH = re.compile(
    r"pathlib\.(Pure)?(Posix|Windows)?Path(\.(cwd|home))?\(\)"
    r"(\.(parent|(absolute|resolve|expanduser|joinpath|with_name|with_stem|with_suffix|relative_to|rename|readlink)\(\)))*$"
)
_HOLDER = re.compile(
    r"(contextvars\.ContextVar\(\)\.get|(queue|asyncio)\.\w*Queue\(\)\.get(_nowait)?|weakref\.(ref|WeakMethod)\(\)"
    r"|(collections\.)?(deque|defaultdict|OrderedDict)\(\)\.(pop|popleft|get|setdefault))$"
)
_STATES = {"starlette.datastructures.State()"}
_GENERIC = ("asyncio.", "concurrent.futures.", "multiprocessing.", "queue.", "redis.", "sqlalchemy.orm.", "subprocess.",
            "sqlalchemy.ext.asyncio.")  # fmt: skip
"""Where the classes are that parameters leave what they are."""
_FUTURE = re.compile(r"asyncio\.(.*\.)?(create_task|ensure_future|create_future|run_in_executor|Future|Task)\(\)$")
_OBJECT = re.compile(r"^(?:asyncio|contextlib)\.(\w+)\(\)$")
_ENTERED_ASYNCHRONOUSLY = {
    "contextlib.asynccontextmanager()()", "asyncio.timeout()", "asyncio.timeout_at()", "httpx.AsyncClient()",
    "aiohttp.ClientSession()", "sqlalchemy.ext.asyncio.AsyncSession()", "anyio.create_task_group()",
}  # fmt: skip
_METHOD = re.compile(r"^(?:asyncio|contextlib)\.(?:subprocess\.)?(\w+)\(\)\.(\w+)$")

PLAIN_RESULTS = {
    "len", "str", "int", "float", "bool", "repr", "isinstance", "issubclass", "hasattr", "id", "hash", "bytes", "sum",
    "any", "all", "abs", "round", "callable", "ord", "chr", "format", "print", "json.dumps",
    "time.time", "time.monotonic", "time.perf_counter", "uuid.uuid4",
    "inspect.isawaitable", "inspect.iscoroutine", "inspect.iscoroutinefunction", "asyncio.iscoroutinefunction",
}  # fmt: skip
"""Functions whose result is a value and nothing else."""


def canonical(path: str) -> str:
    """Return the path under which a thing is usually imported."""
    for long, short in _ALIASES.items():
        if path.startswith(long):
            return short + path.removeprefix(long)
    return path


def is_async(path: str) -> bool:
    """Tell whether calling what the dotted path names gives something to await."""
    path = canonical(path)
    if path in _FUTURES or path in _ASYNC:
        return True
    owner, _, method = path.rpartition(".")
    if method in _METHODS.get(owner, ()) or method in ASYNC_PROTOCOL:
        return True
    found = _METHOD.match(path)
    if found:
        homes = (asyncio, asyncio.subprocess, contextlib)
        cls = next((getattr(home, found[1]) for home in homes if hasattr(home, found[1])), None)
        return inspect.isclass(cls) and inspect.iscoroutinefunction(getattr(cls, found[2], None))
    if owner == "asyncio":
        return inspect.iscoroutinefunction(getattr(asyncio, method, None))
    return False


def is_future(path: str) -> bool:
    """Tell whether an object of the dotted path is a task or a future."""
    return _FUTURE.match(path) is not None


def is_entered_asynchronously(path: str) -> bool:
    """Tell whether an object of the dotted path is entered by `async with`, and cannot be by `with`."""
    if path in _ENTERED_ASYNCHRONOUSLY:
        return True
    found = _OBJECT.match(canonical(path))
    cls = (getattr(asyncio, found[1], None) or getattr(contextlib, found[1], None)) if found else None
    return inspect.isclass(cls) and hasattr(cls, "__aenter__") and not hasattr(cls, "__enter__")


def starts_at_once(path: str) -> bool:
    """Tell whether calling the function of the dotted path gives a future of what runs already."""
    return path in _FUTURES


def is_file_path(path: str) -> bool:
    """Tell whether an object of the dotted path is one of `pathlib`: what `/` joins to another."""
    return _FILE_PATH.match(path) is not None


def is_state(path: str) -> bool:
    """Tell whether the dotted path is that of what a web framework keeps for the program: it has what it is given."""
    return path.endswith(".state") or path in _STATES


def is_parsed(path: str) -> bool:
    """Tell whether an object of the dotted path is what a command line was parsed to."""
    return path == "argparse.Namespace()" or path.endswith("ArgumentParser().parse_args()")


def gives_what_is_put_in(path: str) -> bool:
    """Tell whether the function of the dotted path gives what the program has put into its object before."""
    return _HOLDER.match(path) is not None


def is_generic(path: str) -> bool:
    """Tell whether `Class[…]` is the class of the dotted path with its parameters filled in: `queue.Queue[str]`."""
    return path.startswith(_GENERIC) and not path.endswith(")")


def is_builtin(name: str) -> bool:
    """Tell whether Python itself defines the name."""
    return hasattr(builtins, name)


def _method_names_of_known_classes() -> frozenset[str]:
    """Return the names of the methods of the standard library's classes: without a type, such a name proves nothing."""
    names: set[str] = set()
    for module in _MODULES:
        for cls in vars(__import__(module, fromlist=["_"])).values():
            if inspect.isclass(cls):
                names.update(name for name in dir(cls) if not name.startswith("__"))
    return frozenset(names)


_MODULES = (
    "builtins", "io", "socket", "threading", "queue", "collections", "pathlib", "datetime", "re", "logging", "sqlite3",
    "subprocess", "concurrent.futures", "http.client", "urllib.request", "urllib.parse", "email.message", "asyncio",
    "unittest", "unittest.mock", "contextlib", "types", "string", "tempfile", "zipfile", "configparser", "argparse",
    "ssl", "selectors", "multiprocessing", "xml.etree.ElementTree", "csv", "json", "decimal", "uuid", "ipaddress",
)  # fmt: skip
_THIRD_PARTY = {
    "add_all", "all", "begin", "body", "build", "call", "commit", "content", "create", "cursor", "delete",
    "dispatch", "dispose", "dump", "execute", "execute_command", "executemany", "exists", "fetch", "fetchall",
    "fetchone", "fetchrow", "fetchval", "filter", "filter_by", "first", "flush", "form", "handle", "head",
    "initialize", "invoke", "iter_content", "iter_lines", "json", "load", "lock", "mappings", "merge", "move",
    "one", "one_or_none", "options", "patch", "ping", "post", "process", "publish", "query", "raise_for_status",
    "read_chunk", "receive_bytes", "receive_json", "receive_text", "refresh", "refresh_token", "render",
    "request", "reset", "rollback", "save", "scalar", "scalars", "scan", "send_bytes", "send_json", "send_text",
    "session", "shutdown", "stream", "subscribe", "text", "transaction",
}  # fmt: skip
COMMON_METHODS = _method_names_of_known_classes() | _THIRD_PARTY
"""Method names of well-known classes."""
