"""Calls that wait for the disk, the network, a program or a person: in an event loop they hold up all others."""

import ast
from collections.abc import Iterator

from tools.ferry.functions.thread_waits import names_of_receiver
from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module
from tools.ferry.types.names import resolve_expression
from tools.ferry.types.values import External

_BUILTINS = frozenset({"open", "input"})
_VERBS = ("get", "post", "put", "patch", "delete", "head", "options", "request")
_QUERIES = ("execute", "executemany", "fetchall", "fetchone", "commit")
_OF_MODULES = {
    "bz2": ("open",),
    "codecs": ("open",),
    "gzip": ("open",),
    "httpx": (*_VERBS, "stream"),
    "io": ("open",),
    "lzma": ("open",),
    "os": ("listdir", "popen", "scandir", "system", "wait", "waitpid", "walk"),
    "requests": _VERBS,
    "shutil": ("copy", "copy2", "copyfile", "copytree", "make_archive", "move", "rmtree", "unpack_archive"),
    "smtplib": ("LMTP", "SMTP", "SMTP_SSL"),
    "socket": ("create_connection", "getaddrinfo", "gethostbyname"),
    "sqlite3": ("connect",),
    "subprocess": ("Popen", "call", "check_call", "check_output", "getoutput", "getstatusoutput", "run"),
    "tarfile": ("TarFile", "open"),
    "time": ("sleep",),
    "urllib.request": ("urlopen", "urlretrieve"),
    "zipfile": ("ZipFile",),
}
_OF_OBJECTS = {
    "httpx.Client": (*_VERBS, "stream"),
    "pathlib.Path": ("open", "read_bytes", "read_text", "write_bytes", "write_text"),
    "requests.Session": _VERBS,
    "sqlite3.Connection": _QUERIES,
    "sqlite3.Cursor": _QUERIES,
    "subprocess.Popen": ("communicate", "wait"),
}
_FUNCTIONS = {f"{owner}.{name}" for owner, names in _OF_MODULES.items() for name in names}
_METHODS = {f"{owner}.{name}" for owner, names in _OF_OBJECTS.items() for name in names}
_PATH = "pathlib.Path"
_GIVING_PATHS = frozenset({
    "absolute", "cwd", "expanduser", "home", "joinpath", "relative_to", "resolve", "with_name", "with_stem",
    "with_suffix",
})  # fmt: skip
_DEEPEST = 8
_NAMES = sorted(_BUILTINS | {path.rpartition(".")[2] for path in _FUNCTIONS | _METHODS})


def blocking_calls(project: Project, module: Module) -> Iterator[tuple[Function, ast.Call]]:
    """Yield the calls of the module that certainly block, with the function around each."""
    for name in _NAMES:
        for node in project.program.loads.within(module, name):
            call, owner = module.parents[node], project.owner(module, node)
            if isinstance(call, ast.Call) and call.func is node and owner and _blocks(project, module, call):
                yield owner, call


def _blocks(project: Project, module: Module, call: ast.Call) -> bool:
    meaning = resolve_expression(project.program, module, call.func)
    if isinstance(call.func, ast.Name):
        is_own = project.program.binder(module, call.func) is not None or call.func.id in module.functions
        is_builtin = call.func.id in _BUILTINS and meaning == f"{module.name}.{call.func.id}"
        return not is_own and (is_builtin or meaning in _FUNCTIONS)
    if not isinstance(call.func, ast.Attribute):
        return False
    owners = set(names_of_receiver(project, module, call))
    if call.func.attr in _OF_OBJECTS[_PATH] and _is_path(project, module, call.func.value):
        owners.add(_PATH)
    return meaning in _FUNCTIONS or any(f"{owner}.{call.func.attr}" in _METHODS for owner in owners)


def _is_path(project: Project, module: Module, node: ast.expr, depth: int = 0) -> bool:
    """Tell whether the expression is made of a path as paths are: `HERE / "names"`, `path.parent`."""
    values = project.references.inference.of(module, node)
    if values or depth > _DEEPEST:
        return any(isinstance(value, External) and value.name == _PATH and value.called for value in values)
    match node:
        case ast.BinOp(left=before, op=ast.Div()) | ast.Attribute(value=before, attr="parent"):
            return _is_path(project, module, before, depth + 1)
        case ast.Call(func=ast.Attribute(value=before, attr=name) as maker) if name in _GIVING_PATHS:
            made = resolve_expression(project.program, module, maker) == f"{_PATH}.{name}"
            return made or _is_path(project, module, before, depth + 1)
        case ast.Name(id=name):
            function = project.program.binder(module, node)
            bound = function.assigned.get(name, ()) if function is not None else module.assigned.get(name, ())
            given = [one[1] for one in bound]
            return any(value is not None and _is_path(project, module, value, depth + 1) for value in given)
    return False
