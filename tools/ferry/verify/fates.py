"""What becomes of a coroutine: from the expression that makes it, through variables, containers and calls, to its end.

A coroutine ends well where it is awaited, handed to something that may await it, or where nothing is known. It ends
badly where its result would be needed and it stands there itself. An expression is wrong when no way of it ends well.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from tools.ferry.verify import annotations, consumers
from tools.ferry.verify.externals import ENTERABLE
from tools.ferry.verify.eyes import Eyes
from tools.ferry.verify.passing import argument_parameter
from tools.ferry.verify.scopes import FunctionDef, Scope
from tools.ferry.verify.tree import File
from tools.ferry.verify.values import Coroutine, Func

_GIVE_ONE = {"get", "pop", "popleft", "setdefault"}
_GIVE_ALL = {"values", "items", "copy"}
_GIVE_NONE = {"append", "appendleft", "add", "extend", "extendleft", "update", "insert", "clear", "keys", "sort",
              "remove", "discard", "reverse", "index", "count"}  # fmt: skip
"""What a method of a container gives of what it holds: one, a container of all, none."""
_OWN_ATTRIBUTES = {"close", "send", "throw", "__await__", "cr_frame", "cr_running", "cr_code", "cr_await", "__name__",
                   "__qualname__", "cancel", "add_done_callback", "done"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class End:
    """One end of a coroutine's way; `reason` completes the sentence "… is a coroutine: …"."""

    kind: Literal["well", "idle", "badly"]
    reason: str = ""


WELL = End("well")
IDLE = End("idle")


def _badly(reason: str) -> Iterator[End]:
    yield End("badly", reason)


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
        yield from _WAYS.get(type(parent), Way._unknown)(self, parent, node, boxed)

    def _unknown(self, parent: Any, node: ast.expr, boxed: bool) -> Iterator[End]:
        yield WELL

    def _awaited(self, parent: ast.Await, node: ast.expr, boxed: bool) -> Iterator[End]:
        yield IDLE if boxed else WELL

    def _dropped(self, parent: ast.Expr, node: ast.expr, boxed: bool) -> Iterator[End]:
        yield IDLE

    def _used(self, parent: Any, node: ast.expr, boxed: bool) -> Iterator[End]:
        yield from _badly("it is used in place of its result")

    def _formatted(self, parent: Any, node: ast.expr, boxed: bool) -> Iterator[End]:
        yield from _badly("it is formatted in place of its result")

    def _default(self, parent: ast.arguments, node: ast.expr, boxed: bool) -> Iterator[End]:
        yield from _badly("it is a default argument, made once and never awaited")

    def _entered(self, parent: ast.withitem, node: ast.expr, boxed: bool) -> Iterator[End]:
        values = self._eyes.values(self._file, node)
        enterable = {value.source for value in values if isinstance(value, Coroutine)} & ENTERABLE
        if enterable and isinstance(self._file.parents[parent], ast.AsyncWith):
            yield WELL
        else:
            yield IDLE if boxed else End("badly", "it is entered in place of its result")

    def _called(self, parent: ast.Call, node: ast.expr, boxed: bool) -> Iterator[End]:
        if node is parent.func:
            yield from _badly("it is called in place of its result")
        else:
            yield from self._passed(parent, node, boxed=boxed)

    def _by_keyword(self, parent: ast.keyword, node: ast.expr, boxed: bool) -> Iterator[End]:
        call = self._file.parents[parent]
        if isinstance(call, ast.Call):
            yield from self._passed(call, node, boxed=boxed)
        else:
            yield WELL

    def _unpacked(self, parent: ast.Starred, node: ast.expr, boxed: bool) -> Iterator[End]:
        yield from self.ends(parent, boxed=True) if boxed else _badly("it is unpacked in place of its result")

    def _collected(self, parent: ast.expr, node: ast.expr, boxed: bool) -> Iterator[End]:
        yield from self.ends(parent, boxed=True)

    def _chosen(self, parent: ast.IfExp, node: ast.expr, boxed: bool) -> Iterator[End]:
        yield from self._tested(boxed=boxed) if node is parent.test else self.ends(parent, boxed=boxed)

    def _either(self, parent: ast.BoolOp, node: ast.expr, boxed: bool) -> Iterator[End]:
        if node is not parent.values[-1]:
            yield from self._tested(boxed=boxed)
            if isinstance(parent.op, ast.And):
                return  # it is true, so that what follows is the result
        yield from self.ends(parent, boxed=boxed)

    def _judged(self, parent: Any, node: ast.expr, boxed: bool) -> Iterator[End]:
        yield from self._tested(boxed=boxed)

    def _indexed(self, parent: ast.Subscript, node: ast.expr, boxed: bool) -> Iterator[End]:
        if boxed and node is parent.value:
            yield from self.ends(parent, boxed=isinstance(parent.slice, ast.Slice))
        else:
            yield from _badly("it is indexed in place of its result")

    def _combined(self, parent: ast.BinOp, node: ast.expr, boxed: bool) -> Iterator[End]:
        yield from self.ends(parent, boxed=True) if boxed else _badly("it is used in place of its result")

    def _tested(self, *, boxed: bool) -> Iterator[End]:
        yield IDLE if boxed else End("badly", "its truth is tested, which is always true")

    def _compared(self, parent: ast.Compare, node: ast.expr, boxed: bool) -> Iterator[End]:
        if all(isinstance(op, ast.Is | ast.IsNot) for op in parent.ops):
            yield IDLE if boxed else End("badly", "it is compared in place of its result")
        else:
            yield from _badly("it is compared in place of its result")

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
            yield from _badly(f"`.{parent.attr}` is read from it in place of its result")

    def _returned(self, statement: ast.Return, node: ast.expr, boxed: bool) -> Iterator[End]:
        function = self._file.function_of(statement)
        annotation = getattr(function, "returns", None)
        if isinstance(function, ast.AsyncFunctionDef):
            if _speaks_of_awaitables(annotation) or not self._is_awaited_once(function):
                yield WELL
            else:
                yield End("badly", "a container of it is returned" if boxed else "it is returned without an await")
        elif boxed or not isinstance(function, ast.FunctionDef) or not _is_plainly_decorated(function):
            yield WELL
        elif annotations.denies_awaitable(self._eyes, self._file, annotation):
            yield from _badly("a function that is not async returns it")
        else:
            yield WELL  # whoever calls the function gets the coroutine, and is judged there

    def _is_awaited_once(self, function: ast.AsyncFunctionDef) -> bool:
        """Tell whether the results of calls of the function are taken for data, or there is no call at all to tell."""
        calls = [
            (file, call) for file, call in self._eyes.tree.calls.get(function.name, [])
            if any(isinstance(v, Func) and v.node is function for v in self._eyes.values(file, call.func))
        ]  # fmt: skip
        awaits = [(file, file.parents.get(call)) for file, call in calls]
        results = [(file, node) for file, node in awaits if isinstance(node, ast.Await)]
        return not calls or (bool(results) and not any(_is_awaited_again(file, node) for file, node in results))

    def _assigned(
        self, parent: ast.Assign | ast.AnnAssign | ast.NamedExpr, node: ast.expr, boxed: bool
    ) -> Iterator[End]:
        annotation = parent.annotation if isinstance(parent, ast.AnnAssign) and not boxed else None
        if annotations.denies_awaitable(self._eyes, self._file, annotation):
            yield from _badly("the name is for its result")
            return
        if isinstance(parent, ast.NamedExpr):
            yield from self.ends(parent, boxed=boxed)
        for target in parent.targets if isinstance(parent, ast.Assign) else [parent.target]:
            yield from self._stored(target, boxed=boxed)

    def _grown(self, parent: ast.AugAssign, node: ast.expr, boxed: bool) -> Iterator[End]:
        if boxed:
            yield from self._stored(parent.target, boxed=True)
        else:
            yield from _badly("it is used in place of its result")

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
                yield from _badly("it is unpacked in place of its result")
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
        for file, load in self._eyes.tree.attribute_loads.get(target.attr, []):
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
            yield from self._tested(boxed=boxed)
        elif not boxed:
            yield from _badly("it is iterated over in place of its result")
        else:
            yield from self._stored(loop.target, boxed=False)
            if not isinstance(loop.target, ast.Name):
                yield WELL

    def _of_lambda(self, function: ast.Lambda, node: ast.expr, boxed: bool) -> Iterator[End]:
        call = self._file.parents.get(function)
        if isinstance(call, ast.keyword):
            call = self._file.parents.get(call)
        if isinstance(call, ast.Call) and consumers.calls_back(self._eyes, self._file, call, function):
            yield from _badly(f"`{ast.unparse(call.func)}` calls the function and uses what it returns")
        else:
            yield WELL

    def _passed(self, call: ast.Call, node: ast.expr, *, boxed: bool) -> Iterator[End]:
        eyes, file = self._eyes, self._file
        use = consumers.use_of(eyes, file, call, boxed=boxed, ours=self._ours)
        if use == "through":
            yield from self.ends(call, boxed=True)
        elif use == "stored" and isinstance(call.func, ast.Attribute):
            yield from self._stored(call.func.value, boxed=True) if _is_target(call.func.value) else iter([WELL])
        elif use == "idle":
            yield IDLE
        elif use == "needs":
            yield from _badly("it is passed on in place of its result")
        elif use == "ours":
            yield from self._into_tree(call, node, boxed=boxed)
        else:
            yield WELL

    def _into_tree(self, call: ast.Call, node: ast.expr, *, boxed: bool) -> Iterator[End]:
        """Follow the coroutine into the parameter of a function or class of the tree."""
        for function in consumers.receivers(self._eyes, self._file, call):
            argument = argument_parameter(function, call, node)
            if argument is None:
                yield WELL
                continue
            if not boxed and annotations.denies_awaitable(self._eyes, function.file, argument.annotation):
                yield from _badly(f"`{ast.unparse(call.func)}` wants its result")
                continue
            yield from self._parameter(function, argument, boxed=boxed)

    def _parameter(self, function: Func, argument: ast.arg, *, boxed: bool) -> Iterator[End]:
        node = function.node
        if isinstance(node, FunctionDef) and _is_empty(node):
            yield WELL  # a protocol or an abstract method: whoever implements it decides
            return
        scope = function.file.scopes[node]
        if _speaks_of_awaitables(argument.annotation):
            yield WELL
            return
        way = Way(self._eyes, function.file, ours=self._ours, seen=self._seen)
        yield IDLE
        for load in function.file.loads_of(scope, argument.arg):
            yield from way.ends(load, boxed=boxed)


_WAYS: dict[type[ast.AST] | type[None], Callable[[Way, Any, ast.expr, bool], Iterator[End]]] = {
    ast.Await: Way._awaited, ast.Expr: Way._dropped, ast.Return: Way._returned,
    ast.Assign: Way._assigned, ast.AnnAssign: Way._assigned, ast.NamedExpr: Way._assigned, ast.AugAssign: Way._grown,
    ast.Lambda: Way._of_lambda, ast.Call: Way._called, ast.keyword: Way._by_keyword, ast.Starred: Way._unpacked,
    ast.List: Way._in_display, ast.Tuple: Way._in_display, ast.Set: Way._in_display, ast.Dict: Way._collected,
    ast.ListComp: Way._collected, ast.SetComp: Way._collected, ast.GeneratorExp: Way._collected,
    ast.DictComp: Way._collected, ast.IfExp: Way._chosen, ast.BoolOp: Way._either,
    ast.comprehension: Way._iterated, ast.For: Way._iterated, ast.AsyncFor: Way._iterated, ast.withitem: Way._entered,
    ast.If: Way._judged, ast.While: Way._judged, ast.Assert: Way._judged, ast.UnaryOp: Way._judged,
    ast.Compare: Way._compared, ast.Attribute: Way._member, ast.Subscript: Way._indexed, ast.BinOp: Way._combined,
    ast.FormattedValue: Way._formatted, ast.arguments: Way._default,
    ast.Match: Way._used, ast.Slice: Way._used, ast.Raise: Way._used,
}  # fmt: skip
"""Where an expression stands -> what becomes of a coroutine there; anywhere else nothing is known."""
_PLAIN_DECORATORS = {"staticmethod", "classmethod", "property", "override", "typing.override"}


def _is_plainly_decorated(function: ast.FunctionDef) -> bool:
    """Tell whether no decorator changes what a call of the function gives."""
    return all(ast.unparse(decorator) in _PLAIN_DECORATORS for decorator in function.decorator_list)


def _is_awaited_again(file: File, node: ast.Await) -> bool:
    """Tell whether what was awaited gave something that is awaited itself: at once, or out of a variable."""
    parent = file.parents.get(node)
    if isinstance(parent, ast.Assign) and isinstance(parent.targets[0], ast.Name):
        name = parent.targets[0]
        scope = file.scope_of(name).binding(name.id)
        loads = file.loads_of(scope, name.id) if scope is not None else []
        return any(isinstance(file.parents.get(load), ast.Await) for load in loads)
    return isinstance(parent, ast.Await)


def _is_target(node: ast.expr) -> bool:
    return isinstance(node, ast.Name | ast.Attribute)


def _is_empty(node: FunctionDef) -> bool:
    """Tell whether the body does nothing: `...`, `pass`, a docstring, `raise NotImplementedError`."""
    return all(
        isinstance(s, ast.Pass | ast.Raise) or (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))
        for s in node.body
    )


def _speaks_of_awaitables(annotation: ast.expr | None) -> bool:
    return annotation is not None and any(
        word in ast.unparse(annotation) for word in (*annotations.AWAITABLE, "Callable")
    )
