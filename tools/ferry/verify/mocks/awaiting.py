"""What a function certainly awaits of an object: on each of its ways, whatever it decides."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tools.ferry.verify.fates.consumers import receivers
from tools.ferry.verify.inference.arguments import argument_parameter
from tools.ferry.verify.inference.calls import own_nodes
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.scopes import FunctionDef
from tools.ferry.verify.inference.tree import File, last_name
from tools.ferry.verify.inference.values import Func

_BRANCHES = (ast.If, ast.IfExp, ast.While, ast.For, ast.AsyncFor, ast.Try, ast.Match, ast.BoolOp)
_WANTING = {"gather", "wait_for", "shield", "create_task", "ensure_future"}
"""Functions of asyncio that fail at once where an argument is nothing to await."""
_CATCHING = {"TypeError", "Exception", "BaseException"}
"""Errors by which a function may go on where something cannot be awaited."""
_DEEPEST = 5


@dataclass(frozen=True, slots=True, order=True)
class Asked:
    """A method of an object whose result is awaited, or `taken` by `async with` or `async for`.

    Without a name the object itself is called.
    """

    method: str
    taken: bool = False


def awaited_methods(eyes: Eyes, function: Func, loads: Iterable[ast.expr], depth: int = 0) -> Iterator[Asked]:
    """Yield the methods that the function awaits of the object that the expressions in it are.

    Followed are variables, and functions of the tree that get the object, as long as they are awaited.
    """
    file = function.file
    for load in loads:
        parent = file.parents.get(load)
        if depth > _DEEPEST or not runs_always(function, load):
            continue
        if isinstance(parent, ast.Assign):
            yield from awaited_methods(eyes, function, _reads(file, parent), depth + 1)
        if (special := taken_by(file, load)) is not None:
            yield Asked(special)
        method, called = (parent.attr, parent) if isinstance(parent, ast.Attribute) else ("", load)
        call = file.parents.get(called)
        if isinstance(call, ast.keyword):
            call = file.parents.get(call)
        if isinstance(call, ast.Call) and call.func is called and taken_by(file, call) is not None:
            yield Asked(method, taken=True)
        if not isinstance(call, ast.Call) or not is_awaited(eyes, function, call, depth):
            continue
        if call.func is called:
            yield Asked(method)
        elif called is load:
            yield from _handed_on(eyes, file, call, load, depth)


def taken_by(file: File, node: ast.expr) -> str | None:
    """Return the method that `async with` or `async for` asks of the value of the expression, if one does."""
    match file.parents.get(node):
        case ast.withitem(context_expr=taken) as item if taken is node:
            return "__aenter__" if isinstance(file.parents.get(item), ast.AsyncWith) else None
        case ast.AsyncFor(iter=taken) | ast.comprehension(iter=taken, is_async=1) if taken is node:
            return "__aiter__"
    return None


def runs_always(function: Func, node: ast.AST) -> bool:
    """Tell whether nothing decides whether the node runs: no branch around it, no way out before it."""
    below = node
    for parent in function.file.up(node):
        if isinstance(parent, _BRANCHES) and not _runs_first(parent, below):
            return False
        if parent is function.node:
            break
        if isinstance(parent, FunctionDef | ast.Lambda):
            return False
        below = parent
    before = [n for n in own_nodes(function.node) if isinstance(n, ast.Return | ast.Raise)]
    return not any(n.lineno < getattr(node, "lineno", 0) for n in before)


def _runs_first(branch: ast.AST, part: ast.AST) -> bool:
    """Tell whether the part of a branching statement or expression runs whatever is decided there."""
    if isinstance(branch, ast.BoolOp):
        return part is branch.values[0]
    if isinstance(branch, ast.Try):
        return part in branch.finalbody or (part in branch.body and not _catches(branch))
    return part in {getattr(branch, name, None) for name in ("test", "iter", "subject")}


def _catches(block: ast.Try) -> bool:
    """Tell whether the function may go on where something in the block cannot be awaited."""
    kinds = [handler.type for handler in block.handlers]
    kinds = [kind for of in kinds for kind in (of.elts if isinstance(of, ast.Tuple) else [of])]
    return any(kind is None or last_name(kind) in _CATCHING or not last_name(kind) for kind in kinds)


def may_be_caught(file: File, node: ast.AST) -> bool:
    """Tell whether a block around the node may catch that something cannot be awaited."""
    return any(
        (isinstance(above, ast.Try) and _catches(above))
        or (isinstance(above, ast.With) and any("suppress" in ast.unparse(item) for item in above.items))
        for above in file.up(node)
    )


def is_awaited(eyes: Eyes, function: Func, node: ast.expr, depth: int = 0) -> bool:
    """Tell whether the function awaits the value of the expression, itself or by a variable."""
    file, parent = function.file, function.file.parents.get(node)
    if isinstance(parent, ast.Await):
        return True
    if isinstance(parent, ast.Call):
        paths = eyes.paths(file, parent.func)
        of_asyncio = bool(paths) and all(path.startswith("asyncio.") for path in paths)
        return node in parent.args and last_name(parent.func) in _WANTING and of_asyncio
    if isinstance(parent, ast.Assign) and depth <= _DEEPEST:
        reads = [read for read in _reads(file, parent) if runs_always(function, read)]
        return any(is_awaited(eyes, function, read, depth + 1) for read in reads)
    return False


def _reads(file: File, assign: ast.Assign) -> list[ast.Name]:
    """Return where the variable is read that is bound by this assignment alone."""
    target = assign.targets[0]
    if len(assign.targets) != 1 or not isinstance(target, ast.Name):
        return []
    scope = file.scope_of(target)
    return file.loads_of(scope, target.id) if len(scope.names.get(target.id, [])) == 1 else []


def _handed_on(eyes: Eyes, file: File, call: ast.Call, load: ast.expr, depth: int) -> Iterator[Asked]:
    for inner in receivers(eyes, file, call):
        argument = argument_parameter(inner, call, load)
        if argument is not None:
            loads = inner.file.loads_of(inner.file.scopes[inner.node], argument.arg)
            yield from awaited_methods(eyes, inner, loads, depth + 1)
