"""Where the colour cannot pass."""

import ast

from tools.ferry.colour.kinds import KIND
from tools.ferry.functions.decorators import obstacle
from tools.ferry.functions.edges import is_edge, reason_of_edge
from tools.ferry.functions.foreign import is_hook
from tools.ferry.functions.standard import overrides
from tools.ferry.model import Blocker
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.types.fixtures import is_fixture
from tools.ferry.types.members import is_property
from tools.ferry.types.names import ancestry, resolve_expression
from tools.ferry.uses.cases import cannot_wait, is_called_by_runner, is_case
from tools.ferry.uses.protocols import can_change_protocol

_CONSTRUCTORS = frozenset({"__init__", "__new__", "__post_init__", "__init_subclass__"})
_ASKING = frozenset({"getattr", "hasattr", "isinstance", "issubclass"})
_MAKERS = frozenset({"ABCMeta", "EnumMeta", "EnumType", "type"})
_ASYNC_SPECIAL = frozenset({"__aenter__", "__aexit__", "__aiter__", "__anext__", "__call__"})


def blocker_of(project: Project, function: Function) -> str | None:
    """Return the kind of blocker that keeps `function` from becoming async, or None."""
    name = function.short
    if function.cls is not None and name in _CONSTRUCTORS:
        return "constructor"
    if is_property(function) or any(called_name(d) in {"setter", "deleter"} for d in function.decorators):
        return "property"
    special = function.cls is not None and name.startswith("__") and name.endswith("__") and name not in _ASYNC_SPECIAL
    makes = function.cls is not None and name == "__call__" and _is_metaclass(project, function.cls)
    if makes or _is_asked_by_python(function) or (special and not can_change_protocol(project, function)):
        return "special_method"
    if function.is_generator and not is_fixture(function) and not _can_yield_async(function):
        return "generator"
    if obstacle(project, function) is not None:
        return "decorator"
    return "override" if is_called_by_runner(function) or _is_called_outside(project, function) else None


def reason_of_override(project: Project, function: Function) -> str:
    """Return what calls a function that is an `override`: of the causes of that kind the one that holds."""
    if reason := reason_of_edge(project, function):
        return reason
    if is_called_by_runner(function) or cannot_wait(project, function):
        return "the test runner calls it, and does not await it"
    return "a base class from outside the tree calls it, and does not await it"


def reason_of_iterator(module: Module, node: ast.AST) -> str:
    """Return why an async iterator cannot be used where code numbers, keeps or tests it; nothing where it does not."""
    reader = module.parents[node]
    if isinstance(reader, ast.MatchClass) or (isinstance(node, ast.Call) and called_name(node) in _ASKING):
        return (
            "this asks if an object can be entered, or iterated over: what becomes async has `__aenter__`, or "
            "`__aiter__`, and not all that may come here is known to become it"
        )
    if isinstance(reader, ast.Call) and called_name(reader) == "enumerate":
        return (
            "an async iterator is numbered by a counter beside its loop, or, where nothing else is called meanwhile, "
            "as a list; here the number is read outside of the loop, or set in it, or what is numbered is handed on"
        )
    if isinstance(reader, ast.Assign | ast.AnnAssign | ast.NamedExpr):
        return "a variable keeps the async iterator, and not one loop of the same function, or a list, reads that"
    if isinstance(reader, ast.Call | ast.keyword):
        return (
            "the async iterator is given to what cannot read it; a function of the tree can where it has no decorator, "
            "is only called, reads its parameter once, and gets what a generator gives from all callers"
        )
    return ""


def _is_asked_by_python(function: Function) -> bool:
    """Tell whether Python calls the function of a module for its names: https://peps.python.org/pep-0562."""
    return function.cls is None and function.outer is None and function.short in {"__getattr__", "__dir__"}


def _is_metaclass(project: Project, cls: Class) -> bool:
    """Tell whether objects of the class are classes themselves: to call one makes an object of it."""
    return not _MAKERS.isdisjoint(name for base in ancestry(project.program, cls) for name in base.bases)


def _can_yield_async(function: Function) -> bool:
    """Tell whether an async generator can do the same: it returns nothing and delegates only in statements."""
    if any(True for _ in function.returns):
        return False
    return all(
        isinstance(function.module.parents[node], ast.Expr)
        for node in ast.walk(function.node)
        if isinstance(node, ast.YieldFrom)
    )


def _is_called_outside(project: Project, function: Function) -> bool:
    """Tell whether a server or an installed program calls it, or the standard library the method that it overrides."""
    if is_edge(project, function) or is_hook(project, function):
        return True
    if function.cls is None or is_case(project, function.cls):
        return cannot_wait(project, function)
    for cls in ancestry(project.program, function.cls):
        for base in cls.node.bases:
            name = resolve_expression(project.program, cls.module, base)
            if isinstance(name, str) and overrides(name, function.short):
                return True
    return False


def blocker_at(kind: str, module: Module, node: ast.expr, name: str = "", reason: str = "") -> Blocker:
    """Return the blocker of the kind at the node; it is spoken of by `name`, or by its text."""
    return spoken_of(kind, module.file, node.lineno, name or ast.unparse(node), reason)


def spoken_of(kind: str, file: str, line: int, name: str, reason: str = "") -> Blocker:
    """Return the blocker of the kind at the line, with the name for what is there; `reason` goes before the kind's."""
    return Blocker(file, line, kind, f"`{name}`: {reason or KIND[kind].reason}", KIND[kind].recipe)
