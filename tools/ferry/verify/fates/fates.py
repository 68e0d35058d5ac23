"""What becomes of a coroutine: from the expression that makes it, through variables, containers and calls, to its end.

A coroutine ends well where it is awaited, handed to something that may await it, or where nothing is known. It ends
badly where its result would be needed and it stands there itself. An expression is wrong when no way of it ends well.
"""

import ast
from collections.abc import Callable, Iterator
from typing import Any

from tools.ferry.verify.fates import consumers
from tools.ferry.verify.fates.ends import ENDS, IDLE, WELL, End, badly, tested
from tools.ferry.verify.fates.fields import field_of
from tools.ferry.verify.fates.promises import is_awaited_once, is_plainly_decorated, is_route, speaks_of_awaitables
from tools.ferry.verify.inference import annotations
from tools.ferry.verify.inference.arguments import argument_parameter
from tools.ferry.verify.inference.calls import is_empty
from tools.ferry.verify.inference.externals import ENTERABLE
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.scopes import FunctionDef, Scope
from tools.ferry.verify.inference.tree import File
from tools.ferry.verify.inference.values import Coroutine, Func

_GIVE_ONE = {"get", "pop", "popleft", "setdefault"}
_GIVE_ALL = {"values", "items", "copy"}
_GIVE_NONE = {"append", "appendleft", "add", "extend", "extendleft", "update", "insert", "clear", "keys", "sort",
              "remove", "discard", "reverse", "index", "count"}  # fmt: skip
"""What a method of a container gives of what it holds: one, a container of all, none."""
_OWN_ATTRIBUTES = {"close", "send", "throw", "__await__", "cr_frame", "cr_running", "cr_code", "cr_await", "__name__",
                   "__qualname__", "cancel", "add_done_callback", "done", "exception", "cancelled",
                   "remove_done_callback", "get_loop"}  # fmt: skip


def problem(eyes: Eyes, file: File, node: ast.expr, *, ours: bool = False) -> str:
    """Return what is wrong with how the coroutine that `node` makes is used, or the empty string.

    `ours`: the result is known to be data (it comes from the async class that the configuration names), so that an
    unknown function that gets it does not count as one that awaits.
    """
    ends = list(Way(eyes, file, ours=ours).ends(node))
    if any(end.kind == "well" for end in ends):
        return ""
    return next((end.reason for end in ends if end.kind == "badly"), "it is never awaited")


def misuse(eyes: Eyes, file: File, node: ast.expr, *, boxed: bool) -> str:
    """Return what is wrong with the one place that reads a coroutine, or a container of them, made elsewhere."""
    ends = list(Way(eyes, file, ours=False).ends(node, boxed=boxed))
    if any(end.kind == "well" for end in ends):
        return ""
    return next((end.reason for end in ends if end.kind == "badly"), "")


class Way:
    """Follows one coroutine."""

    def __init__(self, eyes: Eyes, file: File, *, ours: bool, seen: set[ast.AST] | None = None) -> None:
        self._eyes = eyes
        self._file = file
        self._ours = ours
        self._seen: set[ast.AST] = set() if seen is None else seen

    def ends(self, node: ast.expr, *, boxed: bool = False) -> Iterator[End]:
        """Yield the ends of the value of `node`: the coroutine, or, when `boxed`, a container that holds it."""
        if node in self._seen:
            return
        self._seen.add(node)
        parent = self._file.parents.get(node)
        if type(parent) in _WAYS:
            yield from _WAYS[type(parent)](self, parent, node, boxed)
        else:
            end = ENDS.get(type(parent))
            yield end(parent, boxed) if end is not None else WELL  # anywhere else nothing is known

    def _entered(self, parent: ast.withitem, node: ast.expr, boxed: bool) -> Iterator[End]:
        values = self._eyes.values(self._file, node)
        enterable = {value.source for value in values if isinstance(value, Coroutine)} & ENTERABLE
        if enterable and isinstance(self._file.parents[parent], ast.AsyncWith):
            yield WELL
        else:
            yield IDLE if boxed else badly("it is entered in place of its result")

    def _called(self, parent: ast.Call, node: ast.expr, boxed: bool) -> Iterator[End]:
        if node is parent.func:
            yield badly("it is called in place of its result")
        else:
            yield from self._passed(parent, node, boxed=boxed)

    def _by_keyword(self, parent: ast.keyword, node: ast.expr, boxed: bool) -> Iterator[End]:
        call = self._file.parents[parent]
        if isinstance(call, ast.Call):
            yield from self._passed(call, node, boxed=boxed)
        else:
            yield WELL

    def _unpacked(self, parent: ast.Starred, node: ast.expr, boxed: bool) -> Iterator[End]:
        yield from self.ends(parent, boxed=True) if boxed else [badly("it is unpacked in place of its result")]

    def _collected(self, parent: ast.expr, node: ast.expr, boxed: bool) -> Iterator[End]:
        yield from self.ends(parent, boxed=True)

    def _chosen(self, parent: ast.IfExp, node: ast.expr, boxed: bool) -> Iterator[End]:
        yield from [tested(boxed=boxed)] if node is parent.test else self.ends(parent, boxed=boxed)

    def _either(self, parent: ast.BoolOp, node: ast.expr, boxed: bool) -> Iterator[End]:
        if node is not parent.values[-1]:
            yield tested(boxed=boxed)
            if isinstance(parent.op, ast.And):
                return  # it is true, so that what follows is the result
        yield from self.ends(parent, boxed=boxed)

    def _indexed(self, parent: ast.Subscript, node: ast.expr, boxed: bool) -> Iterator[End]:
        if boxed and node is parent.value:
            yield from self.ends(parent, boxed=isinstance(parent.slice, ast.Slice))
        else:
            yield badly("it is indexed in place of its result")

    def _combined(self, parent: ast.BinOp, node: ast.expr, boxed: bool) -> Iterator[End]:
        yield from self.ends(parent, boxed=True) if boxed else [badly("it is used in place of its result")]

    def _member(self, parent: ast.Attribute, node: ast.expr, boxed: bool) -> Iterator[End]:
        if boxed:
            call = self._file.parents.get(parent)
            if parent.attr in _GIVE_ONE | _GIVE_ALL and isinstance(call, ast.Call):
                yield from self.ends(call, boxed=parent.attr in _GIVE_ALL)
            elif parent.attr in _GIVE_NONE:
                yield IDLE
            else:
                yield WELL
        elif parent.attr in _OWN_ATTRIBUTES:
            yield WELL
        else:
            yield badly(f"`.{parent.attr}` is read from it in place of its result")

    def _returned(self, statement: ast.Return, node: ast.expr, boxed: bool) -> Iterator[End]:
        function = self._file.function_of(statement)
        annotation = getattr(function, "returns", None)
        if isinstance(function, ast.AsyncFunctionDef):
            if speaks_of_awaitables(annotation) or not is_awaited_once(self._eyes, self._file, function):
                yield WELL
            else:
                yield badly("a container of it is returned" if boxed else "it is returned without an await")
        elif isinstance(function, ast.FunctionDef) and is_route(self._eyes, self._file, function):
            yield badly("the framework takes what a function that is not async returns for the response")
        elif boxed or not isinstance(function, ast.FunctionDef) or not is_plainly_decorated(function):
            yield WELL
        elif annotations.denies_awaitable(self._eyes, self._file, annotation):
            yield badly("a function that is not async returns it")
        else:
            yield WELL  # whoever calls the function gets the coroutine, and is judged there

    def _yielded(self, parent: ast.Yield, node: ast.expr, boxed: bool) -> Iterator[End]:
        """Follow what an async generator gives into the loops over it; of others the container is judged."""
        generator = self._file.function_of(parent)
        if boxed or not isinstance(generator, ast.AsyncFunctionDef) or generator.decorator_list:
            yield WELL
            return
        item = annotations.item_of(generator.returns)
        yield badly("it is yielded without an await") if not speaks_of_awaitables(item) else WELL
        if annotations.denies_awaitable(self._eyes, self._file, item):
            return
        for file, call in self._eyes.tree.calls.get(generator.name, []):
            if any(isinstance(v, Func) and v.node is generator for v in self._eyes.values(file, call.func)):
                loop = file.parents.get(call)
                if isinstance(loop, ast.AsyncFor | ast.comprehension) and isinstance(loop.target, ast.Name):
                    yield from Way(self._eyes, file, ours=self._ours, seen=self._seen)._stored(loop.target, boxed=False)
                else:
                    yield WELL

    def _assigned(
        self, parent: ast.Assign | ast.AnnAssign | ast.NamedExpr, node: ast.expr, boxed: bool
    ) -> Iterator[End]:
        annotation = parent.annotation if isinstance(parent, ast.AnnAssign) and not boxed else None
        if annotations.denies_awaitable(self._eyes, self._file, annotation):
            yield badly("the name is for its result")
            return
        if isinstance(parent, ast.NamedExpr):
            yield from self.ends(parent, boxed=boxed)
        for target in parent.targets if isinstance(parent, ast.Assign) else [parent.target]:
            yield from self._stored(target, boxed=boxed)

    def _grown(self, parent: ast.AugAssign, node: ast.expr, boxed: bool) -> Iterator[End]:
        if boxed:
            yield from self._stored(parent.target, boxed=True)
        else:
            yield badly("it is used in place of its result")

    def _stored(self, target: ast.expr, *, boxed: bool) -> Iterator[End]:
        match target:
            case ast.Name():
                yield from self._read_later(target, boxed=boxed)
            case ast.Attribute(attr="return_value" | "side_effect"):
                yield WELL  # of a mock, which gives it to whoever awaits it
            case ast.Attribute():
                yield from self._attribute(target, boxed=boxed)
            case ast.Subscript(value=ast.Name() | ast.Attribute() as base):
                yield from self._stored(base, boxed=True)
            case ast.Tuple() | ast.List() if boxed:
                for element in target.elts:
                    yield from self._stored(element, boxed=False)
            case ast.Tuple() | ast.List():
                yield badly("it is unpacked in place of its result")
            case _:
                yield WELL

    def _read_later(self, name: ast.Name, *, boxed: bool) -> Iterator[End]:
        scope: Scope | None = self._file.scope_of(name)
        while isinstance(name.ctx, ast.Store) and scope is not None and name.id in scope.elsewhere:
            scope = scope.outer
        scope = scope.binding(name.id) if scope is not None else None
        if scope is None:
            yield WELL
            return
        bindings = scope.names[name.id] if not boxed else []
        declared = [b.value if b.kind == "annotation" else getattr(b.node, "annotation", None) for b in bindings]
        if any(annotations.denies_awaitable(self._eyes, self._file, annotation) for annotation in declared):
            yield badly("the name is for its result")
            return
        yield IDLE
        for load in self._file.loads_of(scope, name.id):
            yield from self.ends(load, boxed=boxed)
        if isinstance(scope.node, ast.ClassDef):
            yield from self._attribute(ast.Attribute(value=ast.Name("self"), attr=name.id), boxed=boxed)
        if isinstance(scope.node, ast.Module):
            for file, other in self._eyes.tree.imports.get(f"{self._file.module}.{name.id}", []):
                way = Way(self._eyes, file, ours=self._ours, seen=self._seen)
                for load in file.loads_of(file.scopes[file.tree], other):
                    yield from way.ends(load, boxed=boxed)
            yield from self._attribute(ast.Attribute(value=name, attr=name.id), boxed=boxed)

    def _attribute(self, target: ast.Attribute, *, boxed: bool) -> Iterator[End]:
        yield IDLE
        owner = self._eyes.values(self._file, target.value)
        for file, load in self._eyes.tree.attribute_loads.get(target.attr, []):
            if self._eyes.classes.are_unrelated(owner, self._eyes.values(file, load.value)):
                continue
            yield from Way(self._eyes, file, ours=self._ours, seen=self._seen).ends(load, boxed=boxed)

    def _in_display(self, display: ast.List | ast.Tuple | ast.Set, node: ast.expr, boxed: bool) -> Iterator[End]:
        parent = self._file.parents.get(display)
        if isinstance(parent, ast.Assign) and parent.value is display and isinstance(parent.targets[0], ast.Tuple):
            targets = parent.targets[0].elts
            if len(targets) == len(display.elts):
                for target, element in zip(targets, display.elts, strict=True):
                    if element in self._seen:
                        yield from self._stored(target, boxed=False)
                return
        yield from self.ends(display, boxed=True)

    def _iterated(self, loop: ast.comprehension | ast.For | ast.AsyncFor, node: ast.expr, boxed: bool) -> Iterator[End]:
        if isinstance(loop, ast.comprehension) and node in loop.ifs:
            yield tested(boxed=boxed)
        elif boxed and (isinstance(loop, ast.AsyncFor) or getattr(loop, "is_async", False)):
            yield WELL  # something that gives tasks to `async for`: `as_completed`
        elif not boxed:
            yield badly("it is iterated over in place of its result")
        else:
            yield from self._stored(loop.target, boxed=False)
            if not isinstance(loop.target, ast.Name):
                yield WELL

    def _of_lambda(self, function: ast.Lambda, node: ast.expr, boxed: bool) -> Iterator[End]:
        call = self._file.parents.get(function)
        if isinstance(call, ast.keyword):
            call = self._file.parents.get(call)
        if isinstance(call, ast.Call) and consumers.calls_back(self._eyes, self._file, call, function):
            yield badly(f"`{ast.unparse(call.func)}` calls the function and uses what it returns")
        else:
            yield WELL

    def _passed(self, call: ast.Call, node: ast.expr, *, boxed: bool) -> Iterator[End]:
        eyes, file = self._eyes, self._file
        use = consumers.use_of(eyes, file, call, boxed=boxed, ours=self._ours)
        if use == "through":
            yield from self.ends(call, boxed=True)
        elif use in {"takes", "needs"} and not boxed and _is_default(call, node):
            yield from self.ends(call)
        elif use == "stored" and isinstance(call.func, ast.Attribute):
            is_target = isinstance(call.func.value, ast.Name | ast.Attribute)
            yield from self._stored(call.func.value, boxed=True) if is_target else [WELL]
        elif use == "idle":
            yield IDLE
        elif use == "needs":
            yield badly("it is passed on in place of its result")
        elif use == "ours":
            yield from self._into_tree(call, node, boxed=boxed)
        elif (field := field_of(eyes, file, call, node)) is not None and not boxed:
            yield self._into_field(*field)
        else:
            yield WELL

    def _into_field(self, file: File, field: ast.AnnAssign) -> End:
        is_for_result = annotations.denies_awaitable(self._eyes, file, field.annotation)
        return badly(f"the field `{ast.unparse(field.target)}` is for its result") if is_for_result else WELL

    def _into_tree(self, call: ast.Call, node: ast.expr, *, boxed: bool) -> Iterator[End]:
        """Follow the coroutine into the parameter of a function or class of the tree."""
        for function in consumers.receivers(self._eyes, self._file, call):
            argument = argument_parameter(function, call, node)
            if argument is None:
                yield WELL
                continue
            if not boxed and annotations.denies_awaitable(self._eyes, function.file, argument.annotation):
                yield badly(f"`{ast.unparse(call.func)}` wants its result")
                continue
            yield from self._parameter(function, argument, boxed=boxed)

    def _parameter(self, function: Func, argument: ast.arg, *, boxed: bool) -> Iterator[End]:
        node = function.node
        if isinstance(node, FunctionDef) and is_empty(node):
            yield WELL  # a protocol or an abstract method: whoever implements it decides
            return
        scope = function.file.scopes[node]
        if speaks_of_awaitables(argument.annotation):
            yield WELL
            return
        way = Way(self._eyes, function.file, ours=self._ours, seen=self._seen)
        yield IDLE
        for load in function.file.loads_of(scope, argument.arg):
            yield from way.ends(load, boxed=boxed)


def _is_default(call: ast.Call, node: ast.expr) -> bool:
    """Tell whether a container's method gives the argument back where it has nothing else: `table.get(key, node)`."""
    return isinstance(call.func, ast.Attribute) and call.func.attr in {"get", "pop"} and node in call.args[1:2]


_WAYS: dict[type, Callable[[Way, Any, ast.expr, bool], Iterator[End]]] = {
    ast.Return: Way._returned, ast.Yield: Way._yielded,
    ast.Assign: Way._assigned, ast.AnnAssign: Way._assigned, ast.NamedExpr: Way._assigned, ast.AugAssign: Way._grown,
    ast.Lambda: Way._of_lambda, ast.Call: Way._called, ast.keyword: Way._by_keyword, ast.Starred: Way._unpacked,
    ast.List: Way._in_display, ast.Tuple: Way._in_display, ast.Set: Way._in_display, ast.Dict: Way._collected,
    ast.ListComp: Way._collected, ast.SetComp: Way._collected, ast.GeneratorExp: Way._collected,
    ast.DictComp: Way._collected, ast.IfExp: Way._chosen, ast.BoolOp: Way._either,
    ast.comprehension: Way._iterated, ast.For: Way._iterated, ast.AsyncFor: Way._iterated, ast.withitem: Way._entered,
    ast.Attribute: Way._member, ast.Subscript: Way._indexed, ast.BinOp: Way._combined,
}  # fmt: skip
"""What holds an expression from which the way of a coroutine goes on."""
