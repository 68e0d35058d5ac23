"""Decorators: which of them let a function change its colour.

A decorator of the tree that wraps a function in a synchronous one can get an async twin of its wrapper. Of decorators
from outside, those are known that keep the function, or whose library awaits it; any other is doubted.
"""

import ast

from tools.ferry.functions.off_loop import runs_off_loop
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.types.collections import ADDING_METHODS
from tools.ferry.types.decorated import is_read_like_an_attribute
from tools.ferry.types.flow import decorating, returned_inner
from tools.ferry.types.names import ancestry, find_method, resolve_expression
from tools.ferry.types.values import ClassRef, External, FunctionRef, Instance, Value
from tools.ferry.uses.usage import QUESTIONS

AWAITING = frozenset({
    "fastapi", "starlette", "pytest", "pytest_asyncio", "aiohttp", "quart", "sanic", "litestar", "flask", "tenacity",
    "strawberry", "discord", "telegram", "aiogram", "nextcord", "typing_extensions", "unittest", "anyio", "hypothesis",
    "freezegun", "fastmcp", "mcp", "robyn", "blacksheep", "falcon", "faust", "textual", "slowapi", "mock",
})  # fmt: skip
"""Packages whose decorators keep a function or await it."""

_AWAITED_BY_FLASK = frozenset({
    "after_app_request", "after_request", "after_this_request", "app_context_processor", "app_errorhandler",
    "before_app_first_request", "before_app_request", "before_first_request", "before_request", "connect",
    "context_processor", "delete", "endpoint", "errorhandler", "get", "patch", "post", "put", "route",
    "teardown_app_request", "teardown_appcontext", "teardown_request",
})  # fmt: skip
"""The decorators of Flask whose functions it runs by `Flask.ensure_sync`; it calls what others are given as it is."""

_KEEPING = frozenset({
    "abstractmethod", "override", "overload", "final", "no_type_check", "wraps", "contextmanager", "singledispatch",
    "singledispatchmethod", "staticmethod", "classmethod", "setter", "deleter", "deprecated", "runtime_checkable",
    "abstractclassmethod",
})  # fmt: skip
"""Decorators of the standard library that hand on what the function returns."""

_HOLDING = frozenset({
    "command", "group", "callback", "task", "shared_task", "receiver", "listens_for", "validator", "field_validator",
    "model_validator", "root_validator", "computed_field", "hookimpl", "errorhandler", "teardown_appcontext",
    "template_filter", "context_processor", "cached", "memoize",
})  # fmt: skip
"""Names of decorators whose libraries call the function synchronously, for where the library is not known."""

_LOOKING = frozenset({
    "callable", "format", "getdoc", "getfullargspec", "getsource", "get_type_hints", "hash", "id", "isinstance",
    "print", "repr", "signature", "str", "type", "unwrap",
})  # fmt: skip
"""Functions that look at a function which they are given."""


def wrapper_in(decorator: Function) -> Function | None:
    """Return the synchronous function by which a decorator of the tree replaces what it decorates, or None."""
    return next((inner for inner in returned_inner(decorator) if not inner.is_async), None)


def wrapped_name(decorator: Function) -> str | None:
    """Return the parameter by which a decorator receives what it decorates; a method has `self` before it."""
    params = [param.arg for param in decorator.params][1 if decorator.cls is not None else 0 :]
    return params[0] if params else None


def can_have_twin(wrapper: Function) -> bool:
    """Tell whether an async twin of the wrapper can stand beside it: it calls what it wraps in its own body.

    No decorator but `wraps` stands on it; between it and its return it only gets attributes, as the twin does then; and
    it names itself for these alone.
    """
    decorator = wrapper.outer
    wrapped = wrapped_name(decorator) if decorator is not None else None
    if decorator is None or wrapped is None or wrapper.is_generator or isinstance(wrapper.node, ast.Lambda):
        return False
    if isinstance(decorator.node, ast.Lambda) or wrapper.node not in decorator.node.body:
        return False
    if wrapper not in returned_inner(decorator) or not isinstance(decorator.node.body[-1], ast.Return):
        return False
    if any(called_name(other) not in _KEEPING for other in wrapper.decorators):
        return False  # a cache would keep the coroutine
    inside = [node for statement in wrapper.node.body for node in ast.walk(statement)]
    itself = [node for node in inside if isinstance(node, ast.Name) and node.id == wrapper.short]
    beside = (inner.node for inner in decorator.inner.values() if inner is not wrapper)
    if any(isinstance(node, ast.Name) and node.id == wrapper.short for part in beside for node in ast.walk(part)):
        return False  # what names the wrapper there would not find it where there is a twin
    if not all(isinstance(wrapper.module.parents[name], ast.Attribute) for name in itself) or (
        not all(_marks(wrapper, wrapped, statement) for statement in marks_of(wrapper))
    ):
        return False
    names = [node for node in inside if isinstance(node, ast.Name) and node.id == wrapped]
    deeper: list[ast.AST] = [inner.node for inner in wrapper.inner.values()]
    deeper += [node for node in ast.walk(wrapper.node) if isinstance(node, ast.Lambda | ast.GeneratorExp)]
    hidden = {node for part in deeper for node in ast.walk(part)}
    parents = wrapper.module.parents
    calls = [n for n in names if isinstance(call := parents[n], ast.Call) and call.func is n]
    handed_on = [n for n in names if n not in calls and not _only_looks(wrapper.module, n)]
    return bool(calls) and not handed_on and not any(name in hidden for name in calls)


def marks_of(wrapper: Function) -> list[ast.stmt]:
    """Return what a decorator does between its wrapper and the last statement, which returns it."""
    decorator = wrapper.outer
    if decorator is None or isinstance(decorator.node, ast.Lambda) or isinstance(wrapper.node, ast.Lambda):
        return []
    body = decorator.node.body
    return body[body.index(wrapper.node) + 1 : -1] if wrapper.node in body else []


def _marks(wrapper: Function, wrapped: str, statement: ast.stmt) -> bool:
    """Tell whether the statement puts the wrapper into a table, or gives it an attribute, in which no function is."""
    if (beside := _puts(wrapper, statement)) is not None:
        return not _names(wrapper, wrapped, *beside)
    if not isinstance(statement, ast.Assign) or wrapper.outer is None:
        return False
    functions = {wrapped, *wrapper.outer.inner}
    return all(
        isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and target.value.id == wrapper.short
        for target in statement.targets
    ) and not any(isinstance(node, ast.Name) and node.id in functions for node in ast.walk(statement.value))


def is_put_into_table(wrapper: Function) -> bool:
    """Tell whether a decorator keeps its wrapper in a table, too: `HANDLERS[name] = wrapper`."""
    is_returned = wrapper.outer is not None and wrapper in returned_inner(wrapper.outer)
    return is_returned and any(_puts(wrapper, statement) is not None for statement in marks_of(wrapper))


def _puts(wrapper: Function, statement: ast.stmt) -> list[ast.expr] | None:
    """Return what stands beside the wrapper where the statement puts it into a table, or None if it does not."""
    match statement:
        case ast.Assign(targets=[ast.Subscript(value=table, slice=key)], value=ast.Name(id=name)):
            return [table, key] if name == wrapper.short else None
        case ast.Expr(
            value=ast.Call(func=ast.Attribute(value=table, attr=put), args=[*others, ast.Name(id=name)], keywords=[])
        ):
            return [table, *others] if put in ADDING_METHODS and name == wrapper.short else None
    return None


def _names(wrapper: Function, wrapped: str, *parts: ast.expr) -> bool:
    """Tell whether the function that is wrapped, or one beside the wrapper, is named for more than what it is."""
    functions = {wrapped, *(wrapper.outer.inner if wrapper.outer is not None else ())}
    names = [n for part in parts for n in ast.walk(part) if isinstance(n, ast.Name) and n.id in functions]
    return not all(isinstance(wrapper.module.parents[name], ast.Attribute) for name in names)


def _only_looks(module: Module, name: ast.Name, depth: int = 0) -> bool:
    """Tell whether what stands around the name reads of the function what it is, and does not call it."""
    around = module.parents[name]
    if isinstance(around, ast.Attribute):
        return True
    if (
        not isinstance(around, ast.Call)
        or name not in around.args
        or not isinstance(around.func, ast.Name | ast.Attribute)
    ):
        return False
    asked = module.functions.get(around.func.id) if isinstance(around.func, ast.Name) else None
    if asked is None:
        return called_name(around.func) in _LOOKING
    params = asked.node.args.posonlyargs + asked.node.args.args
    position = around.args.index(name)
    if depth > 3 or position >= len(params) or asked.inner:
        return False
    uses = [n for n in ast.walk(asked.node) if isinstance(n, ast.Name) and n.id == params[position].arg]
    return all(isinstance(n.ctx, ast.Load) and _only_looks(module, n, depth + 1) for n in uses)


def started_in(project: Project, wrapper: Function) -> list[ast.expr]:
    """Return where the wrapper gives what it wraps to something that runs it outside the event loop, and only that.

    It gives the caller nothing to await: `to_sync` serves there, and the callers keep their colour.
    """
    wrapped = wrapped_name(wrapper.outer) if wrapper.outer is not None else None
    names = [n for n in ast.walk(wrapper.node) if isinstance(n, ast.Name) and n.id == wrapped]
    names = [n for n in names if not isinstance(wrapper.module.parents[n], ast.Attribute)]
    return list(names) if all(runs_off_loop(project, wrapper.module, n) for n in names) else []


def is_started(project: Project, function: Function) -> bool:
    """Tell whether a decorator of the tree runs the function outside the event loop, whoever calls it."""
    return any(started_in(project, wrapper) for wrapper in wrappers_of(project, function))


def has_twin(decorator: Function) -> bool:
    """Tell whether the decorator asks already whether what it decorates is async."""
    return any(
        isinstance(node, ast.Attribute | ast.Name) and called_name(node) == "iscoroutinefunction"
        for node in ast.walk(decorator.node)
    )


def wrappers_of(project: Project, function: Function) -> list[Function]:
    """Return the synchronous wrappers in which decorators of the tree put the function; so does `f = log(f)`."""
    found = []
    for decorator in (*function.decorators, *(call.func for call in decorating_calls(project, function))):
        reference = decorator.func if isinstance(decorator, ast.Call) else decorator
        for value in project.references.inference.of(function.module, reference):
            wrappers = map(wrapper_in, _applied(project, value, isinstance(decorator, ast.Call)))
            found += [wrapper for wrapper in wrappers if wrapper is not None]
    return list(dict.fromkeys(found))


def decorating_calls(project: Project, function: Function) -> list[ast.Call]:
    """Return the calls by which the function's module puts what a decorator makes of it in its place: `f = log(f)`."""
    found = []
    for node in project.program.loads.within(function.module, function.short):
        call = function.module.parents[node]
        around = function.module.parents.get(call)
        targets = around.targets if isinstance(around, ast.Assign) and around.value is call else []
        is_own = len(targets) == 1 and isinstance(targets[0], ast.Name) and targets[0].id == function.short
        if not is_own or not isinstance(call, ast.Call) or call.args != [node] or call.keywords:
            continue
        if isinstance(node, ast.Name) and function in project.references.resolve(function.module, node).definitions:
            found.append(call)
    return found


def _applied(project: Project, value: Value, is_called: bool) -> list[Function]:
    """Return the functions that decorate: of `@retry(times=3)` what the call returns, of an object its `__call__`."""
    match value:
        case FunctionRef(function):
            return returned_inner(function)[:1] if is_called else decorating(function)
        case ClassRef(cls) if is_called:
            call = find_method(project.program, cls, "__call__")
        case Instance(cls) if not is_called:
            call = find_method(project.program, cls, "__call__")
        case _:
            call = None
    return [call] if call is not None else []


def obstacle(project: Project, function: Function) -> ast.expr | None:
    """Return the decorator that keeps the function from becoming async, or None."""
    for wrapper in wrappers_of(project, function):
        if started_in(project, wrapper):
            continue
        if wrapper.outer is None or not (has_twin(wrapper.outer) or can_have_twin(wrapper)):
            return [*function.decorators, *(call.func for call in decorating_calls(project, function))][0]
    return next((d for d in function.decorators if _stays_synchronous(project, function, d)), None)


def _stays_synchronous(project: Project, function: Function, decorator: ast.expr) -> bool:
    if decorator is function.decorators[0] and is_read_like_an_attribute(project.references.inference, function):
        return True
    held = _holds(project, function, decorator) or _replaces(project, function, decorator)
    return held or _enters(project, function, decorator)


def _enters(project: Project, function: Function, decorator: ast.expr) -> bool:
    """Tell whether the decorator is a synchronous context manager: it is left when the coroutine has been made."""
    made = decorator.func if isinstance(decorator, ast.Call) else decorator
    for value in project.references.inference.of(function.module, made):
        match value:
            case FunctionRef(manager) if isinstance(decorator, ast.Call):
                if not manager.is_async and any(called_name(d) == "contextmanager" for d in manager.decorators):
                    return True
            case ClassRef(cls) | Instance(cls):
                if any(
                    resolve_expression(project.program, owner.module, base) == "contextlib.ContextDecorator"
                    for owner in ancestry(project.program, cls)
                    for base in owner.node.bases
                ):
                    return True
    return False


def _replaces(project: Project, function: Function, decorator: ast.expr) -> bool:
    """Tell whether a class of the tree puts an object in the function's place, which calls it synchronously."""
    values = project.references.inference.of(function.module, decorator)
    calls = (find_method(project.program, v.cls, "__call__") for v in values if isinstance(v, ClassRef))
    return any(call is not None and not _awaits_what_it_keeps(call) for call in calls)


def _awaits_what_it_keeps(call: Function) -> bool:
    """Tell whether an object that is called awaits the function that it was made of, or asks whether it must."""
    module, cls = call.module, call.cls
    if not call.is_async or cls is None:
        return False
    names = [node for node in ast.walk(call.node) if isinstance(node, ast.Attribute) and node.attr in cls.assigned]
    called = [c for node in names if isinstance(c := module.parents[node], ast.Call) and c.func is node]
    asks = any(
        isinstance(node, ast.Attribute | ast.Name) and called_name(node) in QUESTIONS for node in ast.walk(call.node)
    )
    return asks or all(isinstance(module.parents[one], ast.Await) for one in called)


def _holds(project: Project, function: Function, decorator: ast.expr) -> bool:
    """Tell whether the decorator comes from a library of which it is not known that it awaits."""
    name = called_name(decorator)
    if name in _KEEPING:
        return False
    roots = {origin.partition(".")[0] for origin in outside_names(project, function.module, decorator)}
    return any(
        root not in AWAITING or (root == "flask" and name not in _AWAITED_BY_FLASK) if root else name in _HOLDING
        for root in roots
    )


def outside_names(project: Project, module: Module, node: ast.expr) -> set[str]:
    """Return the dotted names outside the tree that an expression can start from, empty ones when unknown.

    None where it starts inside the tree.
    """
    base = node
    while isinstance(base, ast.Attribute | ast.Call):
        base = base.func if isinstance(base, ast.Call) else base.value
    is_local = isinstance(base, ast.Name) and project.program.binder(module, base) is not None
    found = resolve_expression(project.program, module, base) if not is_local else None
    if isinstance(found, str):
        return {_outside(project, found)}
    if isinstance(found, Module | Class | Function):
        return set()
    values = project.references.inference.of(module, base)
    return {_outside(project, value.name) for value in values if isinstance(value, External)} if values else {""}


def _outside(project: Project, name: str) -> str:
    """Return the name, empty if it starts with a module of the tree, in which nothing has it."""
    return "" if name.partition(".")[0] in {module.partition(".")[0] for module in project.program.modules} else name
