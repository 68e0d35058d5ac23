"""How a reference to a function is used: called, handed on, put into a table, mocked."""

import ast

from tools.ferry.source import Module, called_name
from tools.ferry.types.calls import MOCKS
from tools.ferry.uses.cases import is_expectation
from tools.ferry.uses.consumption import How, Shape, consumption, is_kept_for_later
from tools.ferry.uses.unrolled import unrolled

OFFLOADERS = {"to_thread": 0, "run_in_threadpool": 0, "run_sync": 0, "run_in_executor": 1}
"""Functions that run a callable in a worker thread -> the position of that callable."""

QUESTIONS = frozenset({"isawaitable", "iscoroutine", "iscoroutinefunction"})
"""Functions that tell whether something is to be awaited."""

FRAMEWORK = frozenset({
    "Depends", "Security", "add_api_route", "add_route", "add_websocket_route", "add_api_websocket_route", "add_task",
    "add_event_handler", "add_exception_handler", "addCleanup", "add_url_rule", "after_app_request", "after_request",
    "before_app_request", "before_request", "register_error_handler", "teardown_request",
})  # fmt: skip
"""Calls that take a function and await it when it is async; `addCleanup` becomes `addAsyncCleanup`."""

_ROUTES = frozenset({
    "fastapi.routing.APIRoute", "fastapi.routing.APIWebSocketRoute", "starlette.routing.Route",
    "starlette.routing.WebSocketRoute",
})  # fmt: skip
"""Classes of frameworks that do the same; their names mean something else elsewhere."""

_OF_OBJECTS = frozenset({"Depends", "Security", "add_event_handler", "add_exception_handler", "add_task", "addCleanup"})
"""Those that await an object, too, if its `__call__` is async: to the others it is one that is not."""

_HANDLERS = frozenset({"dependency", "endpoint", "view_func"})
"""The keywords by which such calls take it."""


_COMPARING = frozenset({
    "assertCountEqual", "assertDictEqual", "assertEqual", "assertFalse", "assertIn", "assertIs", "assertIsInstance",
    "assertIsNone", "assertIsNot", "assertIsNotNone", "assertListEqual", "assertNotEqual", "assertNotIn",
    "assertNotIsInstance", "assertSequenceEqual", "assertSetEqual", "assertTrue", "assertTupleEqual",
})  # fmt: skip
"""Methods of `unittest` that compare what they are given, and call nothing."""

_RECORDED = frozenset({
    "assert_any_await", "assert_any_call", "assert_awaited_once_with", "assert_awaited_with", "assert_called_once_with",
    "assert_called_with",
})  # fmt: skip
"""Methods of mocks that compare with what they were given."""

MAKING = {"Depends": "dependency", "field": "default_factory", "Field": "default_factory", "ib": "factory",
          "PrivateAttr": "default_factory", "attrib": "factory", "Factory": "factory"}  # fmt: skip
"""Calls that are given a function or class which a library calls to make an object -> the keyword for it."""


def made_by(call: ast.Call) -> ast.expr | None:
    """Return what the library will call for the object: of `Depends(get_layer)`, `field(default_factory=Layer)`."""
    keyword = MAKING.get(called_name(call))
    if keyword is None:
        return None
    given = call.args[:1] if keyword in {"dependency", "factory"} else []
    return next(iter([*given, *(k.value for k in call.keywords if k.arg in {keyword, "factory"})]), None)


def offloading(module: Module, node: ast.expr) -> ast.Call | None:
    """Return the call that has a worker thread run the function at the node, or `partial` of it."""
    call = module.parents[node]
    if isinstance(call, ast.Call) and called_name(call.func) == "partial" and call.args[:1] == [node]:
        node, call = call, module.parents[call]
    position = OFFLOADERS.get(called_name(call.func)) if isinstance(call, ast.Call) else None
    is_run = isinstance(call, ast.Call) and position is not None and call.args[position : position + 1] == [node]
    return call if is_run and isinstance(call, ast.Call) else None


def used_as(module: Module, node: ast.expr, shape: Shape) -> tuple[How, ast.expr]:
    """Return how a function whose calls give `shape` is used at a reference, and the expression to edit."""
    how, place = usage(module, node)
    if how == "passed" and shape == "await" and (whole := unrolled(module, node)) is not None:
        return "unrolled", whole
    if how == "call" and is_kept_for_later(module, place):
        return "lost", place
    if how == "call" and shape != "await":
        return consumption(module, place, shape), place
    return ("lost" if how == "offloaded" and shape != "await" else how), place


def usage(module: Module, node: ast.expr) -> tuple[How, ast.expr]:
    """Return how a reference to a function is used, and the expression that an edit would be about."""
    parent = module.parents[node]
    if isinstance(parent, ast.Call) and parent.func is node:
        above = module.parents[parent]
        asked = (isinstance(above, ast.NamedExpr) and _is_asked(module, above)) or _serves_both(module, parent)
        return ("awaited" if asked or isinstance(above, ast.Await) else "call"), parent
    if isinstance(parent, ast.Call):
        name = called_name(parent.func)
        if node in parent.args and is_expectation(module, parent, parent.args.index(node)):
            return "expected", parent
        if (run := offloading(module, node)) is not None:
            if called_name(run.func) == "run_in_executor" and not isinstance(module.parents[run], ast.Await):
                return "passed", node  # a future can do more than be awaited once
            return "offloaded", run
        if name == "create_autospec" and parent.args[0] is node:
            return "mock", node
        if compares(module, parent):
            return "table", node
        return ("framework" if is_framework(module, node) else "passed"), node
    if isinstance(parent, ast.Attribute) and parent.attr == "__get__":
        return "passed", node
    if isinstance(parent, ast.Attribute) or (isinstance(parent, ast.Subscript) and parent.slice is node):
        # Of a mock, or the key of a table, `dependency_overrides[current]`, which calls nobody.
        return "mock", node
    if isinstance(parent, ast.keyword):
        if is_framework(module, node):
            return "framework", node
        return ("mock" if _is_followed(module, node, parent) else "passed"), node
    return "table", node


def is_framework(module: Module, node: ast.expr, *, is_object: bool = False) -> bool:
    """Tell whether a function, or an object that is called, is awaited when it is async where it is given away.

    Frameworks look into a `partial`, too; what cleans up is called by another method then.
    """
    parent = module.parents[node]
    if isinstance(parent, ast.Call) and parent.args[:1] == [node] and called_name(parent.func) == "partial":
        around = module.parents[parent]
        call = module.parents[around] if isinstance(around, ast.keyword) else around
        is_cleaned = isinstance(call, ast.Call) and called_name(call.func) == "addCleanup"
        return not is_object and not is_cleaned and is_framework(module, parent)
    if isinstance(parent, ast.keyword):
        call = module.parents[parent]
        return parent.arg in _HANDLERS and isinstance(call, ast.Call) and _awaits(module, call, is_object=is_object)
    return isinstance(parent, ast.Call) and node in parent.args and _awaits(module, parent, is_object=is_object)


def _awaits(module: Module, call: ast.Call, *, is_object: bool) -> bool:
    if is_object:
        return called_name(call.func) in _OF_OBJECTS
    return called_name(call.func) in FRAMEWORK or module.full_name(call.func) in _ROUTES


def compares(module: Module, call: ast.Call) -> bool:
    """Tell whether a test's call compares what it is given with something, or says what a mock was given."""
    name = called_name(call.func)
    return name in _COMPARING | _RECORDED or (name == "call" and module.full_name(call.func) == "unittest.mock.call")


def is_probe(module: Module, node: ast.expr) -> bool:
    """Tell whether a reference only asks about the method: for a truth value, or what it is."""
    parent = module.parents[node]
    if isinstance(node, ast.Call) and called_name(node.func) == "hasattr":
        return True
    if isinstance(parent, ast.Call):
        asks = called_name(parent.func) in {"iscoroutinefunction", "callable", "isinstance"}
        return asks or compares(module, parent)
    if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
        return True
    return isinstance(parent, ast.If | ast.While | ast.Assert | ast.Compare | ast.UnaryOp | ast.Expr)


def is_compared(module: Module, node: ast.expr) -> bool:
    """Tell whether the value is only compared with something, also by an assertion of `unittest`."""
    parent = module.parents[node]
    return isinstance(parent, ast.Compare) or (isinstance(parent, ast.Call) and compares(module, parent))


def _is_asked(module: Module, node: ast.NamedExpr) -> bool:
    """Tell whether it is asked, once the call is made, if there is something to await."""
    call = module.parents[node]
    return isinstance(call, ast.Call) and called_name(call) == "isawaitable"


def _serves_both(module: Module, call: ast.Call) -> bool:
    """Tell whether the function around the call asks what a variable holds, or gave, and awaits it if it must."""
    if not isinstance(call.func, ast.Name) or not module.has_any(QUESTIONS):
        return False
    parent, around = module.parents[call], module.parents[call]
    while around in module.parents and not isinstance(around, ast.FunctionDef | ast.AsyncFunctionDef):
        around = module.parents[around]
    names = {call.func.id}
    if isinstance(parent, ast.Assign):
        names |= {target.id for target in parent.targets if isinstance(target, ast.Name)}
    questions = (node for node in ast.walk(around) if isinstance(node, ast.Call) and called_name(node) in QUESTIONS)
    asked = (node.args[0] for node in questions if node.args)
    return any(isinstance(argument, ast.Name) and argument.id in names for argument in asked)


def _is_followed(module: Module, node: ast.expr, keyword: ast.keyword) -> bool:
    """Tell whether a mock of the function calls it, and awaits it by itself once both are async."""
    call = module.parents[keyword]
    if not isinstance(call, ast.Call) or called_name(call) not in MOCKS | {"patch", "object"}:
        return False
    named = [a.value.rpartition(".")[2] for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    return keyword.arg == "wraps" or (keyword.arg == "side_effect" and called_name(node) in named)
