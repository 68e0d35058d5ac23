"""How the result of a call is used up: awaited once, iterated over, or entered by `with`."""

import ast
from typing import Literal

from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module, called_name
from tools.ferry.types.annotations import parse_quoted
from tools.ferry.types.fixtures import is_fixture
from tools.ferry.types.values import FunctionRef
from tools.ferry.uses.numbered import counted_loop, is_numbered_at_once

Shape = Literal["await", "iterate", "enter"]
"""What an async function's call gives: a coroutine, an async iterator, an async context manager."""

How = Literal[
    "call", "loop", "collect", "next", "delegate", "enter", "expected", "lost", "offloaded", "awaited", "framework",
    "table", "mock", "passed", "layer", "unrolled", "numbered", "asked",
]  # fmt: skip
"""How a function is used.

`lost` is an iterator or context manager that goes where nothing is known of it; `expected` a function that a test gives
to `assertRaises` or `raises` to be called there; `layer` a use by the facade itself; `unrolled` a function that a call
takes each item through, as a comprehension can; `numbered` an iterator that a loop reads by `enumerate`.
"""

COLOURING = frozenset({"call", "loop", "collect", "next", "delegate", "enter", "expected", "unrolled", "numbered"})
"""The uses that make the function around them async."""

EAGER = frozenset({"list", "tuple", "set", "frozenset", "sorted", "sum", "max", "min", "any", "all", "dict", "join"})
"""Functions that read an iterator to its end at once, or stop early without an effect on what they return."""

FILLING = frozenset({"Counter", "OrderedDict", "defaultdict", "deque", "extend", "gather", "update", "writelines"})
"""What keeps all that it reads; a list does as well."""

_DECIDING = frozenset({"all", "any"})
"""Those of them that stop early."""

ENDLESS = frozenset({"count", "cycle"})
"""Iterators of the standard library without an end."""

_ITERATORS = frozenset({"AsyncIterator", "AsyncIterable", "AsyncGenerator"})
_MANAGERS = frozenset({"AsyncContextManager", "AbstractAsyncContextManager"})
_AWAITABLES = frozenset({"Awaitable", "Coroutine", "Future", "Task"})


def is_manager(function: Function) -> bool:
    """Tell whether the function is a generator behind `@contextmanager`."""
    return any(called_name(d) in {"contextmanager", "asynccontextmanager"} for d in function.decorators)


def is_placeholder(function: Function) -> bool:
    """Tell whether the function does nothing, as an abstract method: `...`, `pass`, `raise NotImplementedError`."""
    body = function.node.body if not isinstance(function.node, ast.Lambda) else [function.node]
    return all(
        isinstance(one, ast.Pass | ast.Raise) or (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))
        for one in body
    )


def shape_of(function: Function) -> Shape:
    """Return what calls of `function` give once it is async, by its own body."""
    if function.short in {"__enter__", "__exit__"} and function.cls is not None:
        return "enter"
    if not function.is_generator or is_fixture(function):
        return "await"
    return "enter" if is_manager(function) else "iterate"


def target_shape(project: Project, method: str) -> Shape | None:
    """Return what the target's counterpart of the facade's `method` gives; None when that stays synchronous."""
    if method in project.config.stay_sync:
        return None
    function = project.counterpart(method)
    if function is None:
        return "await"
    if is_manager(function):
        return "enter"
    if function.is_async:
        return "iterate" if function.is_generator else "await"
    return _promised(function) or ("await" if _gives_coroutine(project, function) else None)


def stays_synchronous(project: Project, method: str) -> bool:
    """Tell whether nothing that calls of the facade's `method` give in the target is awaited, iterated or entered."""
    return target_shape(project, method) is None


def is_awaited(project: Project, method: str) -> bool:
    """Tell whether calls of the target's counterpart of the facade's `method` are awaited."""
    return target_shape(project, method) == "await"


def promised_class(function: Function) -> str:
    """Return the last name of the class that the annotation promises, `list` of `list[str]`; without one nothing."""
    returns = function.node.returns if not isinstance(function.node, ast.Lambda) else None
    if returns is None:
        return ""
    node = parse_quoted(returns)
    return called_name(node.value if isinstance(node, ast.Subscript) else node)


def _promised(function: Function) -> Shape | None:
    """Return what the annotation of a synchronous function promises."""
    name = promised_class(function)
    if name in _ITERATORS:
        return "iterate"
    if name in _MANAGERS:
        return "enter"
    return "await" if name in _AWAITABLES else None


def _gives_coroutine(project: Project, function: Function) -> bool:
    """Tell whether a function without a promise hands on what an async one gives: `return self._fetch(key)`."""
    called = [value.func for value in function.returns if isinstance(value, ast.Call)] if not _says(function) else []
    values = (value for func in called for value in project.references.inference.of(function.module, func))
    given = (value.function for value in values if isinstance(value, FunctionRef))
    return any(one.is_async and not one.is_generator for one in given)


def _says(function: Function) -> bool:
    return isinstance(function.node, ast.Lambda) or function.node.returns is not None


def consumption(module: Module, node: ast.expr, shape: Shape) -> How:
    """Return how the value of `node`, an iterator or context manager, is used up."""
    if shape == "enter":
        return "enter" if item_of(module, node) is not None else "lost"
    parent = module.parents[node]
    match parent:
        case ast.For() | ast.comprehension() if parent.iter is node:
            return "loop"
        case ast.YieldFrom() if isinstance(module.parents[parent], ast.Expr):
            return "delegate"
        case ast.Call() if parent.args[:1] == [node]:
            name = called_name(parent.func)
            if name in EAGER and (isinstance(parent.func, ast.Name) or name == "join"):
                return "collect"
            if name == "next" and isinstance(parent.func, ast.Name) and not _expects_the_end(module):
                return "next"
            if name == "enumerate" and isinstance(parent.func, ast.Name):
                return _numbering(module, parent)
        case ast.Starred() | ast.Compare():
            return "collect"
        case ast.Assign() if isinstance(parent.targets[0], ast.Tuple | ast.List):
            return "collect"
    return "lost"


def _numbering(module: Module, numbering: ast.Call) -> How:
    """Return how `enumerate()` of an iterator is used up."""
    if counted_loop(module, numbering) is not None:
        return "numbered"
    reader = module.parents[numbering]
    is_reading = isinstance(reader, ast.Call) and isinstance(reader.func, ast.Name) and reader.args[:1] == [numbering]
    is_whole = isinstance(reader, ast.Call) and is_reading and called_name(reader) in EAGER - _DECIDING
    return "collect" if is_whole or is_numbered_at_once(module, numbering) else "lost"


def item_of(module: Module, node: ast.expr) -> ast.withitem | None:
    """Return the item of a `with` that enters what the node gives, or, where that is not chosen, `nullcontext()`."""
    parent = module.parents[node]
    while isinstance(parent, ast.IfExp) and node is not parent.test:
        other = parent.orelse if node is parent.body else parent.body
        if not isinstance(other, ast.Call) or called_name(other) != "nullcontext":
            return None
        node, parent = parent, module.parents[parent]
    return parent if isinstance(parent, ast.withitem) and parent.context_expr is node else None


def ends_late(generator: Function, module: Module, node: ast.expr, how: How) -> bool:
    """Tell whether the generator would clean up later than now: it is left early, and has something to clean up.

    A generator that nobody holds is closed at once; an async one some turns of the event loop later.
    """
    if how not in {"loop", "next", "numbered"} or not cleans_up(generator):
        return False
    loop = module.parents[module.parents[node] if how == "numbered" else node]
    return how == "next" or (isinstance(loop, ast.For) and any(_leaves(statement) for statement in loop.body))


def cleans_up(generator: Function) -> bool:
    """Tell whether the generator does something when it is left early: in a `finally`, or at the end of a `with`."""
    blocks = (node for node in ast.walk(generator.node) if isinstance(node, ast.With | ast.AsyncWith | ast.Try))
    blocks = (node for node in blocks if not isinstance(node, ast.Try) or node.finalbody)
    return any(isinstance(part, ast.Yield | ast.YieldFrom) for block in blocks for part in ast.walk(block))


def _leaves(node: ast.AST, *, inner: bool = False) -> bool:
    """Tell whether the statement can leave the loop in which it stands, or (`inner`) stands in a loop of its own."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
        return False
    if isinstance(node, ast.Return) or (isinstance(node, ast.Break) and not inner):
        return True
    inner = inner or isinstance(node, ast.For | ast.AsyncFor | ast.While)
    return any(_leaves(child, inner=inner) for child in ast.iter_child_nodes(node))


def is_kept_for_later(module: Module, node: ast.expr) -> bool:
    """Tell whether the node is evaluated by a generator expression that is put into a variable, or returned."""
    current: ast.AST = node
    while isinstance(current, ast.expr | ast.comprehension | ast.keyword):
        above = module.parents[current]
        if isinstance(above, ast.GeneratorExp) and not (
            isinstance(current, ast.comprehension)
            and current is above.generators[0]
            and any(inner is node for inner in ast.walk(current.iter))
        ):
            reader = module.parents[above]
            if called_name(above.generators[0].iter) in ENDLESS:
                return True  # the list that takes its place would never be complete
            if isinstance(reader, ast.Call) and called_name(reader.func) not in EAGER | FILLING | {"next"}:
                return True  # who reads it may stop early, or want an iterator
            if isinstance(reader, ast.Assign | ast.AnnAssign | ast.NamedExpr | ast.Return | ast.Yield):
                return True
            if isinstance(reader, ast.Call) and called_name(reader.func) == "next" and _expects_the_end(module):
                return True
        current = above
    return False


def _expects_the_end(module: Module) -> bool:
    """Tell whether code around `next()`, or a caller, may wait for the `StopIteration` that an async iterator lacks."""
    return "StopIteration" in module.text
