"""What becomes of a coroutine: from the expression that makes it, through variables, containers and calls, to its end.

A coroutine ends well where it is awaited, handed to something that may await it, or where nothing is known. It ends
badly where its result would be needed and it stands there itself. An expression is wrong when no way of it ends well.
"""

import ast
from collections.abc import Callable, Iterator

from tools.ferry.verify.fates import consumers
from tools.ferry.verify.fates.ends import ENDS, IDLE, WELL, End, Place, Way, badly, tested
from tools.ferry.verify.fates.handed import passed
from tools.ferry.verify.fates.promises import is_awaited_once, is_plainly_decorated, is_route, speaks_of_awaitables
from tools.ferry.verify.fates.stored import assigned, grown, in_display, iterated, stored
from tools.ferry.verify.inference import annotations
from tools.ferry.verify.inference.externals import ENTERABLE
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.scopes import FunctionDef
from tools.ferry.verify.inference.tree import File, last_name
from tools.ferry.verify.inference.values import Coroutine, Func

_GIVE_ONE = {"get", "pop", "popleft", "setdefault"}
_GIVE_ALL = {"values", "copy"}
_GIVE_PAIRS = {"items"}
_GIVE_NONE = {"append", "appendleft", "add", "extend", "extendleft", "update", "insert", "clear", "keys", "sort",
              "remove", "discard", "reverse", "index", "count"}  # fmt: skip
"""What a method of a container gives of what it holds: one, a container of all, or of pairs, none."""
_MANAGED = [["asynccontextmanager"], ["contextmanager"]]
_OWN_ATTRIBUTES = {"close", "send", "throw", "__await__", "cr_frame", "cr_running", "cr_code", "cr_await", "__name__",
                   "__qualname__", "cancel", "add_done_callback", "done", "exception", "cancelled",
                   "remove_done_callback", "get_loop"}  # fmt: skip


def problem(eyes: Eyes, file: File, node: ast.expr, *, ours: bool = False) -> str:
    """Return what is wrong with how the coroutine that `node` makes is used, or the empty string.

    `ours`: the result is known to be data (it comes from the async class that the configuration names), so that an
    unknown function that gets it does not count as one that awaits.
    """
    ends = list(_ends(eyes, Place(file, node, ours=ours), set()))
    if any(end.kind == "well" for end in ends):
        return ""
    return next((end.reason for end in ends if end.kind == "badly"), "it is never awaited")


def misuse(eyes: Eyes, file: File, node: ast.expr, *, boxed: bool) -> str:
    """Return what is wrong with the one place that reads a coroutine, or a container of them, made elsewhere."""
    ends = list(_ends(eyes, Place(file, node, boxed), set()))
    if any(end.kind == "well" for end in ends):
        return ""
    return next((end.reason for end in ends if end.kind == "badly"), "")


def is_never_awaited(eyes: Eyes, file: File, node: ast.expr) -> bool:
    """Tell whether the coroutine is misused, at once or by all callers of what returns it."""
    ends = list(_ends(eyes, Place(file, node), set()))
    return all(_is_misused(eyes, end.giver, boxed=end.boxed) for end in ends if end.kind == "well")


def _is_misused(eyes: Eyes, giver: ast.FunctionDef | None, *, boxed: bool) -> bool:
    calls = [
        (file, call) for file, call in (eyes.tree.calls.get(giver.name, []) if giver is not None else ())
        if any(isinstance(value, Func) and value.node is giver for value in eyes.values(file, call.func))
    ]  # fmt: skip
    return bool(calls) and all(misuse(eyes, file, call, boxed=boxed) for file, call in calls)


def _ends(eyes: Eyes, place: Place, seen: set[ast.AST]) -> Iterator[End]:
    """Yield the ends of the ways from the place."""
    if place.node in seen:
        return
    seen.add(place.node)
    parent = place.file.parents.get(place.node)
    if type(parent) in _WAYS:
        for reached in _WAYS[type(parent)](eyes, place, parent):
            yield from [reached] if isinstance(reached, End) else _ends(eyes, reached, seen)
    else:
        end = ENDS.get(type(parent))
        yield end(parent, place.boxed) if end is not None else WELL  # anywhere else nothing is known


def _entered(eyes: Eyes, place: Place, parent: ast.withitem) -> Way:
    values = eyes.values(place.file, place.node)
    enterable = {value.source for value in values if isinstance(value, Coroutine)} & ENTERABLE
    if enterable and isinstance(place.file.parents[parent], ast.AsyncWith):
        yield WELL
    else:
        yield IDLE if place.boxed else badly("it is entered in place of its result")


def _called(eyes: Eyes, place: Place, parent: ast.Call) -> Way:
    if place.node is parent.func:
        yield badly("it is called in place of its result")
    else:
        yield from passed(eyes, place, parent)


def _by_keyword(eyes: Eyes, place: Place, parent: ast.keyword) -> Way:
    call = place.file.parents[parent]
    yield from passed(eyes, place, call) if isinstance(call, ast.Call) else [WELL]


def _unpacked(_: Eyes, place: Place, parent: ast.Starred) -> Way:
    yield place.on(parent, boxed=place.boxed) if place.boxed else badly("it is unpacked in place of its result")


def _collected(_: Eyes, place: Place, parent: ast.expr) -> Way:
    yield place.on(parent, boxed=place.boxed + 1)


def _chosen(_: Eyes, place: Place, parent: ast.IfExp) -> Way:
    yield tested(boxed=place.boxed) if place.node is parent.test else place.on(parent, boxed=place.boxed)


def _either(_: Eyes, place: Place, parent: ast.BoolOp) -> Way:
    if place.node is not parent.values[-1]:
        yield tested(boxed=place.boxed)
        if isinstance(parent.op, ast.And):
            return  # it is true, so that what follows is the result
    yield place.on(parent, boxed=place.boxed)


def _indexed(_: Eyes, place: Place, parent: ast.Subscript) -> Way:
    if place.boxed and place.node is parent.value:
        yield place.on(parent, boxed=place.boxed if isinstance(parent.slice, ast.Slice) else place.boxed - 1)
    else:
        yield badly("it is indexed in place of its result")


def _combined(_: Eyes, place: Place, parent: ast.BinOp) -> Way:
    yield place.on(parent, boxed=place.boxed) if place.boxed else badly("it is used in place of its result")


def _member(_: Eyes, place: Place, parent: ast.Attribute) -> Way:
    if place.boxed:
        call = place.file.parents.get(parent)
        if parent.attr in _GIVE_ONE | _GIVE_ALL | _GIVE_PAIRS and isinstance(call, ast.Call):
            yield place.on(call, boxed=place.boxed + (parent.attr in _GIVE_PAIRS) - (parent.attr in _GIVE_ONE))
        else:
            yield IDLE if parent.attr in _GIVE_NONE else WELL
    elif parent.attr in _OWN_ATTRIBUTES:
        yield WELL
    else:
        yield badly(f"`.{parent.attr}` is read from it in place of its result")


def _returned(eyes: Eyes, place: Place, statement: ast.Return) -> Way:
    file, boxed = place.file, place.boxed
    function = file.function_of(statement)
    annotation = getattr(function, "returns", None)
    if isinstance(function, ast.AsyncFunctionDef):
        if speaks_of_awaitables(annotation) or not is_awaited_once(eyes, file, function):
            yield WELL
        else:
            yield badly("a container of it is returned" if boxed else "it is returned without an await")
    elif isinstance(function, ast.FunctionDef) and is_route(eyes, file, function):
        yield badly("the framework takes what a function that is not async returns for the response")
    elif not isinstance(function, ast.FunctionDef) or not is_plainly_decorated(function):
        yield WELL
    elif not boxed and annotations.denies_awaitable(eyes, file, annotation):
        yield badly("a function that is not async returns it")
    else:
        # whoever calls the function gets the coroutine, and is judged there
        yield End("well", giver=function, boxed=boxed > 0)


def _yielded(eyes: Eyes, place: Place, parent: ast.Yield) -> Way:
    """Follow what an async generator gives into the loops over it; of others the container is judged."""
    generator = place.file.function_of(parent)
    if isinstance(generator, FunctionDef) and [last_name(d) for d in generator.decorator_list] in _MANAGED:
        yield from _bound_by_with(eyes, place, generator)
        return
    if place.boxed or not isinstance(generator, ast.AsyncFunctionDef) or generator.decorator_list:
        yield WELL
        return
    item = annotations.item_of(generator.returns)
    yield badly("it is yielded without an await") if not speaks_of_awaitables(item) else WELL
    if annotations.denies_awaitable(eyes, place.file, item):
        return
    for file, call in eyes.tree.calls.get(generator.name, []):
        if any(isinstance(v, Func) and v.node is generator for v in eyes.values(file, call.func)):
            loop = file.parents.get(call)
            if isinstance(loop, ast.AsyncFor | ast.comprehension) and isinstance(loop.target, ast.Name):
                yield from stored(eyes, place.on(call, file=file), loop.target, boxed=0)
            else:
                yield WELL


def _bound_by_with(eyes: Eyes, place: Place, manager: FunctionDef) -> Way:
    """Follow what a context manager gives into the blocks that enter it; any other use of its name may await it."""
    entered: list[tuple[File, ast.Call, ast.withitem]] = []
    for file, call in eyes.tree.calls.get(manager.name, []):
        item = file.parents.get(call)
        if not isinstance(item, ast.withitem):
            yield WELL
            return
        entered.append((file, call, item))
    if not entered or _is_handed_on(eyes, manager.name, {call.func for _, call, _ in entered}):
        yield WELL
    for file, call, item in entered:
        if item.optional_vars is not None:
            yield from stored(eyes, place.on(call, file=file), item.optional_vars, boxed=place.boxed)


def _is_handed_on(eyes: Eyes, name: str, called: set[ast.expr]) -> bool:
    """Tell whether code may use a function of this name in another way than by these calls."""
    read = (node for file in eyes.tree.files for node in file.reads if node.id == name)
    attributes = (node for _, node in eyes.tree.attribute_loads.get(name, []))
    return any(node not in called for node in (*read, *attributes))


def _of_lambda(eyes: Eyes, place: Place, function: ast.Lambda) -> Way:
    call = place.file.parents.get(function)
    if isinstance(call, ast.keyword):
        call = place.file.parents.get(call)
    if isinstance(call, ast.Call) and consumers.calls_back(eyes, place.file, call, function):
        yield badly(f"`{ast.unparse(call.func)}` calls the function and uses what it returns")
    else:
        yield WELL


_WAYS: dict[type, Callable[..., Way]] = {
    ast.Return: _returned, ast.Yield: _yielded, ast.Assign: assigned, ast.AnnAssign: assigned, ast.NamedExpr: assigned,
    ast.AugAssign: grown, ast.Lambda: _of_lambda, ast.Call: _called, ast.keyword: _by_keyword, ast.Starred: _unpacked,
    ast.List: in_display, ast.Tuple: in_display, ast.Set: in_display, ast.Dict: _collected, ast.ListComp: _collected,
    ast.SetComp: _collected, ast.GeneratorExp: _collected, ast.DictComp: _collected, ast.IfExp: _chosen,
    ast.BoolOp: _either, ast.comprehension: iterated, ast.For: iterated, ast.AsyncFor: iterated,
    ast.withitem: _entered, ast.Attribute: _member, ast.Subscript: _indexed, ast.BinOp: _combined,
}  # fmt: skip
"""What holds an expression from which the way of a coroutine goes on."""
