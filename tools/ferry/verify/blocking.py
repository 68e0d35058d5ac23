"""Calls that hold up the event loop: known blocking ones, those that reach one, locks across an await."""

import ast
from collections.abc import Iterator

from tools.ferry.model import Finding
from tools.ferry.verify.eyes import Eyes, assigned_in
from tools.ferry.verify.finding import finding
from tools.ferry.verify.tree import File, FunctionDef

_BLOCKING = {
    "time.sleep": "await asyncio.sleep()",
    "os.system": "await asyncio.create_subprocess_shell()",
    "os.popen": "await asyncio.create_subprocess_shell()",
    "urllib.request.urlopen": "an async HTTP client",
    "socket.create_connection": "await asyncio.open_connection()",
    "sqlite3.connect": "an async driver",
    "psycopg2.connect": "an async driver",
    "sqlalchemy.create_engine": "sqlalchemy.ext.asyncio.create_async_engine",
    "open": "await asyncio.to_thread(…)",
    "io.open": "await asyncio.to_thread(…)",
    "input": "await asyncio.to_thread(input)",
}
_BLOCKING_MODULES = {"requests": "an async HTTP client", "subprocess": "await asyncio.create_subprocess_exec()"}
_NOT_BLOCKING = {"subprocess.list2cmdline", "requests.Request", "subprocess.PIPE"}
_SESSIONS = {"Session", "sessionmaker", "scoped_session"}
_OFFLOADERS = {"to_thread", "run_in_executor", "run_in_threadpool", "run_sync"}


def check_blocking(eyes: Eyes, file: File) -> Iterator[Finding]:
    """Yield the findings of one file."""
    for node in file.parents:
        if isinstance(node, ast.Call) and file.in_async(node):
            instead = blocking_call(eyes, file, node)
            if instead:
                text = f"`{ast.unparse(node.func)}` blocks the event loop; use {instead}"
                yield finding(file, node, "blocking", text)
            else:
                chain = _deep(eyes, file, node, frozenset())
                if chain:
                    yield finding(file, node, "blocking_deep", f"this blocks the event loop: {' -> '.join(chain)}")
        elif isinstance(node, ast.With) and file.in_async(node):
            yield from _lock(eyes, file, node)


def blocking_call(eyes: Eyes, file: File, call: ast.Call) -> str:
    """Return what to use instead when the call blocks, else the empty string."""
    name = eyes.dotted(file, call.func)
    if name in _NOT_BLOCKING:
        return ""
    if name in _BLOCKING and (name != "open" or "open" not in file.names):
        return _BLOCKING[name]
    top = name.partition(".")[0]
    if top in _BLOCKING_MODULES and "." in name and name.rpartition(".")[2][:1].islower():
        return _BLOCKING_MODULES[top]
    if isinstance(call.func, ast.Attribute) and _is_sync_session(eyes, file, call.func.value):
        return "an AsyncSession"
    return ""


def _is_sync_session(eyes: Eyes, file: File, node: ast.expr) -> bool:
    """Tell whether the expression is a synchronous SQLAlchemy session: by annotation or by what it was made from."""
    if not isinstance(node, ast.Name):
        return False
    function = file.function_of(node)
    if function is None:
        return False
    for argument in function.args.args:
        if argument.arg == node.id and argument.annotation is not None:
            return eyes.dotted(file, argument.annotation) in {
                "sqlalchemy.orm.Session",
                "sqlalchemy.orm.session.Session",
            }
    for value, is_type in assigned_in(function, node.id):
        if not is_type and isinstance(value, ast.Call):
            made = eyes.dotted(file, value.func)
            if made.startswith("sqlalchemy.orm.") and made.rpartition(".")[2] in _SESSIONS:
                return True
    return False


def _deep(eyes: Eyes, file: File, call: ast.Call, seen: frozenset[FunctionDef]) -> list[str]:
    """Return the chain of names from the call to a blocking one, through synchronous functions of the tree."""
    if len(seen) > 8:
        return []
    for definition in eyes.definitions(file, call):
        if isinstance(definition, ast.AsyncFunctionDef) or definition in seen:
            continue
        owner = next(f for f in eyes.tree.files if definition in f.parents)
        for node in _own_calls(owner, definition):
            if blocking_call(eyes, owner, node):
                return [definition.name, ast.unparse(node.func)]
            chain = _deep(eyes, owner, node, seen | {definition})
            if chain:
                return [definition.name, *chain]
    return []


def _own_calls(file: File, definition: FunctionDef) -> Iterator[ast.Call]:
    for node in ast.walk(definition):
        if isinstance(node, ast.Call) and file.function_of(node) is definition:
            yield node


def _lock(eyes: Eyes, file: File, node: ast.With) -> Iterator[Finding]:
    waits = any(isinstance(n, ast.Await | ast.AsyncFor | ast.AsyncWith) for s in node.body for n in ast.walk(s))
    for item in node.items:
        if waits and _is_thread_lock(eyes, file, item.context_expr):
            text = f"`{ast.unparse(item.context_expr)}` is held while this waits; use asyncio.Lock"
            yield finding(file, node, "lock_across_await", text)


def _is_thread_lock(eyes: Eyes, file: File, node: ast.expr) -> bool:
    values: list[ast.expr] = [node]
    if isinstance(node, ast.Name):
        scope = file.function_of(node)
        values = [v for v, is_type in assigned_in(scope, node.id) if not is_type] if scope else []
        for statement in file.tree.body:
            if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == node.id:
                values.append(statement.value)
    elif isinstance(node, ast.Attribute):
        for owner in eyes.types(file, node.value):
            values += [value for value, is_type in owner.attributes.get(node.attr, []) if not is_type]
    names = {eyes.dotted(file, v.func) for v in values if isinstance(v, ast.Call)}
    return bool(names & {"threading.Lock", "threading.RLock", "threading.Semaphore", "threading.Condition"})
