"""The edges of a migration: functions that stay synchronous because no event loop runs where they are called."""

import ast

from tools.ferry.functions.decorators import is_started
from tools.ferry.functions.flask_clients import requests_by_client
from tools.ferry.functions.off_loop import is_wsgi
from tools.ferry.functions.thread_waits import waits_in_thread
from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module
from tools.ferry.types.names import ancestry, resolve_expression

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_THREADS = frozenset({"threading.Thread", "threading.Timer", "multiprocessing.Process"})


def is_edge(project: Project, function: Function) -> bool:
    """Tell whether the function runs where no event loop does: for a WSGI server, as a program or a command of one.

    Or in a thread of its own, or where a test client of Flask starts one.
    """
    if function not in project.edges:
        project.edges[function] = not function.is_async and bool(reason_of_edge(project, function))
    return project.edges[function]


def reason_of_edge(project: Project, function: Function) -> str:
    """Return why no event loop runs where the function does; the empty string where that is not known."""
    if function in project.scripts:
        return "an installed program starts with it, and does not await it"
    if function in project.references.inference.click.commands:
        return "the command line calls it, and does not await it"
    if is_wsgi(function):
        return "a WSGI server calls it, and does not await it"
    if is_started(project, function) or _is_body_of_thread(project, function):
        return "it runs in a thread or process of its own, where nothing awaits it"
    if waits_in_thread(project, function):
        return "a thread runs it, and it waits there for another one: no event loop may be held up by it"
    if _is_declared(project, function):
        return "`sync_callers` names it: it stays synchronous"
    if requests_by_client(project, function):
        return "a test client of Flask, by which it makes requests, starts event loops"
    return ""


def _is_declared(project: Project, function: Function) -> bool:
    """Tell whether `sync_callers` names the function, its class or its module."""
    return any(f"{function.name}.".startswith(f"{name}.") for name in project.config.sync_callers)


def _is_body_of_thread(project: Project, function: Function) -> bool:
    """Tell whether the function is the `run` of a thread, or process, of its own."""
    if function.cls is None or function.short != "run":
        return False
    owners = ancestry(project.program, function.cls)
    bases = (resolve_expression(project.program, cls.module, base) for cls in owners for base in cls.node.bases)
    return any(base in _THREADS for base in bases)


def has_no_loop(project: Project, caller: Function | None) -> bool:
    """Tell whether calls in `caller` are made where no event loop runs: by an edge of the tree, or (None) a module."""
    return caller is None or is_edge(project, caller)


def is_called_off_loop(project: Project, module: Module, node: ast.AST) -> bool:
    """Tell whether the call is made where no event loop runs, and `to_sync` serves.

    That is while a test module is imported, and in a function that is an edge.
    """
    if project.config.to_sync is None or not isinstance(node, ast.Call):
        return False
    if not isinstance(node.func, ast.Name | ast.Attribute):
        return False
    owner = project.owner(module, node)
    if owner is not None:
        return is_edge(project, owner)
    file = module.file.rpartition("/")[2]
    return file.startswith("test_") or file.endswith("_test.py")


def is_in_class_body(module: Module, node: ast.AST) -> bool:
    """Tell whether the node stands in the body of a class, outside its methods: no `await` can stand there."""
    child, parent = node, module.parents.get(node)
    while parent is not None and not isinstance(parent, _FUNCTIONS):
        if isinstance(parent, ast.ClassDef):
            return child in parent.body
        child, parent = parent, module.parents.get(parent)
    return False
