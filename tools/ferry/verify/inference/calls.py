"""What a call gives: by definitions and decorators, and by the method's name where those end."""

import ast
from functools import lru_cache
from typing import TYPE_CHECKING

from tools.ferry.verify.inference import annotations, library
from tools.ferry.verify.inference.arguments import Site, handed_on
from tools.ferry.verify.inference.asked import answer_at, ends_where, is_bound_once
from tools.ferry.verify.inference.externals import ASYNC_PROTOCOL, COMMON_METHODS, METHOD_CALLER
from tools.ferry.verify.inference.scopes import FunctionDef, parameters
from tools.ferry.verify.inference.synchronous import GIVING, made_by_call, made_by_decorator
from tools.ferry.verify.inference.tree import ClassInfo, File, child_nodes, last_name
from tools.ferry.verify.inference.values import (
    ASYNC_GENERATOR,
    EMPTY,
    NONE,
    UNKNOWN,
    ClassRef,
    Coroutine,
    External,
    Func,
    Group,
    Instance,
    Mock,
    Plain,
    Unknown,
    Values,
    all_coroutines,
    present,
)
from tools.ferry.verify.inference.wrapping import wrapping

if TYPE_CHECKING:
    from tools.ferry.verify.inference.eyes import Eyes

_SAME = {
    "staticmethod", "classmethod", "abstractmethod", "override", "final", "wraps", "no_type_check", "get", "post",
    "put",
    "delete", "patch", "head", "options", "route", "websocket", "websocket_route", "middleware", "exception_handler",
    "on_event", "api_route", "retry", "cached", "alru_cache", "cache", "lru_cache", "deprecated", "validate_call",
    "traced", "timed", "limit", "parametrize", "usefixtures", "asyncio", "anyio", "skip", "skipif", "xfail", "given",
    "flaky", "timeout", "runtime_checkable", "observe", "instrument",
}  # fmt: skip
"""Decorators after which an async function is still one."""

_GIVING_LIKE = {"copy", "model_copy", "model_construct", "model_validate", "model_validate_json"}
"""Methods of pydantic's `BaseModel` that give an object of the class."""
_MANAGERS = {"contextlib.asynccontextmanager()", "contextlib.contextmanager()"}


def result(eyes: "Eyes", file: File, call: ast.Call) -> Values:
    """Return what the call gives."""
    callees = present(eyes.values(file, call.func)) or UNKNOWN
    if isinstance(call.func, ast.Name) and call.func.id == "super" and not call.args:
        return _super(eyes, file, call)
    found = eyes.union(_of(eyes, file, call, callee) for callee in callees)
    answer = answer_at(eyes.tree, file, call.func)
    if answer and is_bound_once(file, call.func) and not all_coroutines(found):
        return frozenset({Coroutine(ast.unparse(call.func))})
    is_made = any(isinstance(value, Coroutine) for value in found)
    return UNKNOWN if is_made and answer is False else found


def _of(eyes: "Eyes", file: File, call: ast.Call, callee: object) -> Values:
    match callee:
        case Func():
            return made_by_call(eyes, file, call, callee) or run(eyes, callee, (file, call))
        case ClassRef(cls):
            return _made(eyes, cls)
        case External(path, gives) if path in _MANAGERS:
            return frozenset({External(f"{path}()", gives)})
        case External(path, gives) if path in GIVING and gives is not None:
            return gives
        case External(path) if path.startswith(METHOD_CALLER):
            return _called_by_text(eyes, file, call, path.removeprefix(METHOD_CALLER))
        case External(path):
            return made_by_call(eyes, file, call, callee) or library.result(eyes, file, call, path)
        case Instance():
            called = eyes.member(callee, "__call__")
            return eyes.union(run(eyes, f) if isinstance(f, Func) else UNKNOWN for f in called)
        case Mock(kind="awaitable"):
            return frozenset({Coroutine(ast.unparse(call.func))})
        case Unknown() if ast.unparse(call.func).startswith("mocker."):
            return library.mocked(eyes, file, call, last_name(call.func)) or UNKNOWN
        case Unknown() if last_name(call.func) in ASYNC_PROTOCOL:
            return frozenset({Coroutine(ast.unparse(call.func))})
        case Unknown() if isinstance(call.func, ast.Attribute):
            return _of_model(eyes, file, call.func) or _by_name(eyes, file, call.func)
    return UNKNOWN


def _of_model(eyes: "Eyes", file: File, func: ast.Attribute) -> Values:
    """Return the object that a method of pydantic's gives, of the same class; empty where the method is another."""
    owners = eyes.values(file, func.value) if func.attr in _GIVING_LIKE else EMPTY
    found = [value.cls for value in owners if isinstance(value, Instance | ClassRef)]
    bases = ({last_name(base) for one in eyes.classes.lineage(cls)[0] for base in one.node.bases} for cls in found)
    are_models = len(found) == len(owners) and all("BaseModel" in names for names in bases)
    return frozenset(Instance(cls) for cls in found) if are_models else EMPTY


def _made(eyes: "Eyes", cls: ClassInfo) -> Values:
    """Return what calling the class gives: an object of it, unless its `__new__` gives one of another class."""
    own: Values = frozenset({Instance(cls, exact=True)})
    makers = next((c.methods["__new__"] for c in eyes.classes.lineage(cls)[0] if "__new__" in c.methods), [])
    given = eyes.union(run(eyes, Func(eyes.tree.home[maker], maker, bound=True)) for maker in makers)
    others = frozenset(value for value in given if not _is_made_here(value))
    return others if others and others == given else others | own


def _is_made_here(value: object) -> bool:
    """Tell whether what a `__new__` gives can be an object of its class: of `object.__new__(cls)`, or kept by it."""
    is_new = isinstance(value, External) and value.path.endswith("__new__()")
    return is_new or isinstance(value, Unknown | Plain)


def run(eyes: "Eyes", function: Func, at: Site | None = None) -> Values:
    """Return what calling the function gives, `at` one place or wherever it is called."""
    node = function.node
    if function.gives is not None:
        return function.gives
    if isinstance(node, ast.AsyncFunctionDef):
        if is_generator(node):
            return frozenset({External(ASYNC_GENERATOR, _yielded(eyes, function))})
        return frozenset({Coroutine(node.name, function)})
    return returned(eyes, function, at)


def _yielded(eyes: "Eyes", function: Func) -> Values:
    """Return what a generator yields, by its annotation or its body."""
    node = function.node
    item = annotations.item_of(getattr(node, "returns", None))
    found = annotations.meaning(eyes, function.file, item) if item is not None else UNKNOWN
    if not any(isinstance(value, Unknown) for value in found):
        return found
    values = [y.value for y in own_nodes(node) if isinstance(y, ast.Yield) and y.value is not None]
    return eyes.union(eyes.values(function.file, value) or UNKNOWN for value in values)


def returned(eyes: "Eyes", function: Func, at: Site | None = None) -> Values:
    """Return what the body of the function returns, its annotation first; a parameter is what is passed `at` a call."""
    node = function.node
    if isinstance(node, ast.Lambda):
        return handed_on(eyes, function, node.body, at) or eyes.values(function.file, node.body)
    if node.returns is not None:
        if function.file.is_test and not is_generator(node):
            given = (r.value for r in own_nodes(node) if isinstance(r, ast.Return))
            if mocks := eyes.variables.standing_in(function.file, given):
                return mocks
        found = annotations.meaning(eyes, function.file, node.returns)
        if not all(isinstance(value, Unknown) for value in found):
            return found
        if last_name(_head(node.returns)) in annotations.AWAITABLE:
            return UNKNOWN
    if is_generator(node):
        return frozenset({Group(_yielded(eyes, function))})
    values = [r.value for r in own_nodes(node) if isinstance(r, ast.Return) and r.value is not None]
    if not values:
        return _given_by_heirs(eyes, function, node) or NONE
    return eyes.union(handed_on(eyes, function, v, at) or eyes.values(function.file, v) for v in values)


def _given_by_heirs(eyes: "Eyes", function: Func, node: FunctionDef) -> Values:
    """Return what the methods give that heirs put in the place of an abstract one, which does nothing itself."""
    owner = eyes.tree.owner.get(node)
    nothing = ast.Expr | ast.Pass | ast.Raise
    if owner is None or isinstance(node, ast.AsyncFunctionDef) or not all(isinstance(s, nothing) for s in node.body):
        return EMPTY
    heirs = eyes.classes.descendants(owner)
    own = [(heir.file, method) for heir in heirs for method in heir.methods.get(node.name, [])]
    return eyes.union(returned(eyes, Func(file, one)) for file, one in own if isinstance(one, ast.FunctionDef))


def _head(annotation: ast.expr) -> ast.expr:
    node = annotations.parsed(annotation) or annotation
    return node.value if isinstance(node, ast.Subscript) else node


def decorated(eyes: "Eyes", function: Func, above: ast.expr | None = None) -> Values:
    """Return what the name of a decorated function stands for, or what one of its decorators is given."""
    values: Values = frozenset({function})
    for decorator in reversed(getattr(function.node, "decorator_list", [])):
        if decorator is above:
            break
        values = _apply(eyes, function.file, decorator, values)
    return values


def _apply(eyes: "Eyes", file: File, decorator: ast.expr, values: Values) -> Values:
    target = decorator.func if isinstance(decorator, ast.Call) else decorator
    name = last_name(target)
    if name in {"property", "cached_property", "hybrid_property"}:
        return values
    if name in {"asynccontextmanager", "contextmanager"}:
        given = eyes.union(_yielded(eyes, value) for value in values if isinstance(value, Func))
        return frozenset({External(f"contextlib.{name}()", given or None)})
    makers = eyes.values(file, target)
    if isinstance(decorator, ast.Call) and makers and all(_is_manager(maker) for maker in makers):
        return values  # a context manager around each call
    if found := made_by_decorator(eyes, makers, values):
        return found
    found = eyes.values(file, decorator) if not isinstance(decorator, ast.Call) else EMPTY
    ours = [v for v in makers if isinstance(v, Func)]
    if ours and len(ours) == len(makers):
        if isinstance(decorator, ast.Call):
            found = present(eyes.union(returned(eyes, f) for f in ours))
            ours = [v for v in found if isinstance(v, Func)]
        if ours and len(ours) == len(found):
            if all(_gives_its_like(f) for f in ours):
                return values
            made = eyes.union(_made_of(eyes, f, values) for f in ours)
            return made if made and not any(isinstance(value, Unknown) for value in made) else UNKNOWN
        return UNKNOWN
    return values if name in _SAME or name.startswith("mark") else UNKNOWN


def _made_of(eyes: "Eyes", decorator: Func, given: Values) -> Values:
    """Return what the decorator makes of the functions; it may have asked whether they are async."""
    file, node = decorator.file, decorator.node
    taken = parameters(node)[1 if decorator.bound else 0 :]
    reads = file.loads_of(file.scopes[node], taken[0].arg) if taken else []
    answers = {_is_async(value) for value in given}
    if len(answers) == 1 and answers != {None} and reads and is_bound_once(file, reads[0]) and not is_generator(node):
        ends = [n.value for n in own_nodes(node) if isinstance(n, ast.Return) and n.value is not None]
        left = ends_where(eyes.tree, file, ends, reads[0], answers == {True})
        if left and left != ends:
            return eyes.union(given if end in reads else eyes.values(file, end) or UNKNOWN for end in left)
    return returned(eyes, decorator)


def _is_async(value: object) -> bool | None:
    """Tell what `iscoroutinefunction` says of the value; None where that is not known."""
    if not isinstance(value, Func):
        return None
    return isinstance(value.node, ast.AsyncFunctionDef) and not is_generator(value.node) and value.gives is None


def _is_manager(value: object) -> bool:
    return isinstance(value, External) and value.path in _MANAGERS


def _gives_its_like(decorator: Func) -> bool:
    """Tell whether a decorator gives what it gets: itself, or by its annotation `(function: F) -> F`."""
    node = decorator.node
    given = parameters(node)[1 if decorator.bound else 0 :]
    if not given or not isinstance(node, ast.FunctionDef):
        return False
    bindings = decorator.file.scopes[node].names[given[0].arg]
    ends = [n.value for n in own_nodes(node) if isinstance(n, ast.Return)]
    is_same = bool(ends) and all(isinstance(end, ast.Name) and end.id == given[0].arg for end in ends)
    returns, taken = node.returns, given[0].annotation
    by_type = isinstance(returns, ast.Name) and isinstance(taken, ast.Name) and returns.id == taken.id
    return by_type or (is_same and len(bindings) == 1 and not is_generator(node))


def _by_name(eyes: "Eyes", file: File, func: ast.Attribute) -> Values:
    """Judge a method of an unknown receiver by all methods of that name in the tree."""
    name = func.attr
    if (file.is_test and eyes.is_mock(file, func.value)) or _may_be_foreign(eyes, func.value):
        return UNKNOWN  # what tests pass to the program says nothing of what else it gets
    return _all_of_name(eyes, file, name, but=wrapping(eyes, file, func))


def _called_by_text(eyes: "Eyes", file: File, call: ast.Call, name: str) -> Values:
    """Return what `operator.methodcaller(name)` gives of the call's argument: what its method gives."""
    owners = present(eyes.values(file, call.args[0])) if call.args else EMPTY
    methods = eyes.union(eyes.member(owner, name) for owner in owners)
    known = [method for method in methods if isinstance(method, Func)]
    if known and len(known) == len(methods):
        return eyes.union(run(eyes, method) for method in known)
    return _all_of_name(eyes, file, name)


def _all_of_name(eyes: "Eyes", file: File, name: str, but: frozenset[ClassInfo] = frozenset()) -> Values:
    """Return what all methods of that name in the tree give, if that is a coroutine; `but` are classes not meant."""
    if not trusted_name(eyes, name) or (file.is_test and name not in eyes.known):
        return UNKNOWN
    found = [
        (owner, method) for owner, method in eyes.tree.methods.get(name, [])
        if not eyes.is_gone(file, owner) and owner not in but and (file.is_test or not owner.file.is_test)
    ]  # fmt: skip
    values = eyes.union(run(eyes, f) if isinstance(f, Func) else UNKNOWN
                        for owner, method in found for f in decorated(eyes, Func(owner.file, method)))  # fmt: skip
    return values if all_coroutines(values) else UNKNOWN


def _may_be_foreign(eyes: "Eyes", receiver: ast.expr) -> bool:
    """Tell whether a property of the name by which the receiver is read gives an object of a library."""
    named = eyes.tree.methods.get(receiver.attr, []) if isinstance(receiver, ast.Attribute) else []
    return any(
        isinstance(value, External)
        for owner, method in named
        if any(last_name(decorator) in {"property", "cached_property"} for decorator in method.decorator_list)
        for value in returned(eyes, Func(owner.file, method))
    )


def trusted_name(eyes: "Eyes", name: str) -> bool:
    """Tell whether a method's name alone says which class is meant: it is the async class's, or tells enough."""
    if name.startswith("__") or name in COMMON_METHODS:
        return False
    return name in eyes.known or "_" in name.strip("_")


def _super(eyes: "Eyes", file: File, node: ast.AST) -> Values:
    for parent in file.up(node):
        if isinstance(parent, ast.ClassDef):
            bases = eyes.union(eyes.values(file, base) or UNKNOWN for base in parent.bases)
            return frozenset(Instance(v.cls, exact=True) if isinstance(v, ClassRef) else Unknown() for v in bases)
    return UNKNOWN


@lru_cache(maxsize=100_000)
def own_nodes(function: FunctionDef | ast.Lambda) -> list[ast.AST]:
    """Return the nodes that the function itself runs, those of functions and classes inside it left out."""
    found: list[ast.AST] = []
    stack: list[ast.AST] = list(reversed(function.body)) if isinstance(function, FunctionDef) else [function.body]
    while stack:
        current = stack.pop()
        found.append(current)
        if not isinstance(current, FunctionDef | ast.Lambda | ast.ClassDef):
            stack += reversed(child_nodes(current))
    return found


@lru_cache(maxsize=100_000)
def is_generator(node: FunctionDef | ast.Lambda) -> bool:
    """Tell whether the function itself yields, be it behind `if False:`, which makes a generator too."""
    stack: list[ast.AST] = list(node.body) if isinstance(node, FunctionDef) else [node.body]
    while stack:
        current = stack.pop()
        if isinstance(current, ast.Yield | ast.YieldFrom):
            return True
        if not isinstance(current, FunctionDef | ast.Lambda | ast.ClassDef):
            stack += ast.iter_child_nodes(current)
    return False


def is_empty(node: FunctionDef) -> bool:
    """Tell whether the body does nothing: `...`, `pass`, a docstring, `raise NotImplementedError`."""
    return all(
        isinstance(s, ast.Pass | ast.Raise) or (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))
        for s in node.body
    )
