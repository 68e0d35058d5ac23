"""What is awaited, or given to asyncio to be awaited, and is a result already."""

import ast
from collections.abc import Iterator

from tools.ferry.model import Finding
from tools.ferry.verify.fates.consumers import coroutines_wanted, is_asked, probe
from tools.ferry.verify.fates.promises import is_plainly_decorated
from tools.ferry.verify.finding import finding
from tools.ferry.verify.inference import annotations, calls
from tools.ferry.verify.inference.asked import answer_at
from tools.ferry.verify.inference.externals import starts_at_once
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.scopes import FunctionDef
from tools.ferry.verify.inference.synchronous import GIVING
from tools.ferry.verify.inference.tree import File, last_name
from tools.ferry.verify.inference.values import (
    UNKNOWN,
    ClassRef,
    Coroutine,
    External,
    Func,
    Group,
    Instance,
    Mock,
    Plain,
    Value,
    Values,
    all_coroutines,
)


def check_results(eyes: Eyes, file: File) -> Iterator[Finding]:
    """Yield the findings of one file."""
    for node in file.nodes:
        if isinstance(node, ast.Await):
            yield from _reported(eyes, file, node.value)
        elif isinstance(node, ast.Call):
            for given in coroutines_wanted(eyes, file, node):
                for one in _each_given(eyes, file, given):
                    yield from _reported(eyes, file, one)
            waits = eyes.paths(file, node.func) == {"asyncio.wait"} and bool(node.args)
            if waits and _holds_coroutines(eyes.values(file, node.args[0])):
                text = "`asyncio.wait` takes tasks; make them of the coroutines, or use `gather`"
                yield finding(file, node.args[0], "unawaited", text)


def _each_given(eyes: Eyes, file: File, argument: ast.expr) -> Iterator[ast.expr]:
    """Yield what an argument gives: itself, or behind a star what makes each element."""
    match argument:
        case ast.Starred(value=ast.ListComp(elt=element) | ast.SetComp(elt=element) | ast.GeneratorExp(elt=element)):
            yield element
        case ast.Starred(value=ast.List(elts=elements) | ast.Tuple(elts=elements) | ast.Set(elts=elements)):
            yield from elements
        case ast.Starred(value=ast.Call(args=[function, _], keywords=[]) as call) if eyes.paths(file, call.func) == {
            "map"
        }:
            yield probe(function)
        case ast.Starred():
            return
        case _:
            yield argument


def _reported(eyes: Eyes, file: File, node: ast.expr) -> Iterator[Finding]:
    """Report the expression, or that half of a choice, which gives nothing to await."""
    if isinstance(node, ast.IfExp):
        yield from _reported(eyes, file, node.body)
        yield from _reported(eyes, file, node.orelse)
    elif isinstance(node, ast.Constant | ast.JoinedStr | ast.Compare) or _is_result(eyes, file, node):
        text = f"`{ast.unparse(node)}` is a result already: nothing to await"
        yield finding(file, node, "not_awaitable", text)
    elif not isinstance(node, ast.Call) and _is_container(eyes.values(file, node)) and not is_expected(file, node):
        text = f"`{ast.unparse(node)}` is a container: await what is in it, `gather(*…)`"
        yield finding(file, node, "not_awaitable", text)


def _is_container(values: Values) -> bool:
    return bool(values) and all(isinstance(value, Group) and value.items != () for value in values)


def _holds_coroutines(values: Values) -> bool:
    """Tell whether the values are containers of coroutines that nobody has started."""
    inside = frozenset[Value]().union(*(value.values for value in values if isinstance(value, Group)))
    started = any(isinstance(value, Coroutine) and starts_at_once(value.source) for value in inside)
    return _is_container(values) and all_coroutines(inside) and not started


def _is_result(eyes: Eyes, file: File, node: ast.expr) -> bool:
    """Tell whether the expression certainly is what a function of the tree, or a class, gives at the end."""
    if isinstance(node, ast.Name):
        scope = file.scope_of(node).binding(node.id)
        bindings = scope.names[node.id] if scope is not None else []
        value = bindings[0].value if len(bindings) == 1 and bindings[0].kind == "value" else None
        is_told = isinstance(value, ast.Call | ast.Await)
        return value is not None and is_told and not is_asked(file, node) and _is_result(eyes, file, value)
    if isinstance(node, ast.Await):
        return isinstance(node.value, ast.Call) and _is_awaited(eyes, file, node.value)
    if isinstance(node, ast.Attribute):
        read = eyes.classes.properties_read(file, node)
        return bool(read) and not is_replaced(eyes, file, node) and all(_is_plain(eyes, f) for f in read)
    if not isinstance(node, ast.Call) or is_replaced(eyes, file, node.func) or is_expected(file, node.func):
        return False
    if answer_at(eyes.tree, file, node.func):  # only what is async comes here, whatever else the function is elsewhere
        return False
    values = eyes.values(file, node.func)
    values = _among(eyes, file, node.func) if values == UNKNOWN else values
    known = [value for value in values if not _is_open(value)]  # an abstract method says nothing, its heirs do
    return bool(known) and all(gives_result(eyes, file, node, value) for value in known)


def _among(eyes: Eyes, file: File, chooser: ast.expr) -> Values:
    """Return all public methods of an object among which `getattr` chooses by a name that is made at run time."""
    match chooser:
        case ast.Call(func=ast.Name(id="getattr"), args=[holder, name]) if not isinstance(name, ast.Constant):
            return eyes.union(_methods_of(eyes, owner) for owner in eyes.values(file, holder))
    return UNKNOWN


def _methods_of(eyes: Eyes, owner: Value) -> Values:
    """Return what of the object's public attributes can be called; an unknown value where it can have others."""
    lineage, is_complete = eyes.classes.lineage(owner.cls) if isinstance(owner, Instance) else ([], False)
    family = [*lineage, *eyes.classes.descendants(lineage[0])] if is_complete else []
    if not family or any(cls in eyes.classes.opened or "__getattr__" in cls.methods for cls in family):
        return UNKNOWN
    names = {name for cls in family for name in (*cls.methods, *cls.attributes) if not name.startswith("_")}
    every = eyes.union(eyes.member(owner, name) for name in sorted(names))
    return frozenset(value for value in every if not isinstance(value, Plain | Group))


def _is_awaited(eyes: Eyes, file: File, call: ast.Call) -> bool:
    """Tell whether the call is of async functions of the tree that certainly return nothing to await."""
    values = eyes.values(file, call)
    functions = [value.function for value in values if isinstance(value, Coroutine) and value.function is not None]
    if len(functions) != len(values) or is_replaced(eyes, file, call.func) or is_expected(file, call):
        return False
    known = [f for f in functions if isinstance(f.node, FunctionDef) and (f.node.returns or not calls.is_empty(f.node))]
    return bool(known) and all(_is_plain_result(eyes, calls.returned(eyes, f, (file, call))) for f in known)


def _is_plain_result(eyes: Eyes, made: Values) -> bool:
    return bool(made) and not any(annotations.may_be_awaitable(eyes, value) for value in made)


def is_expected(file: File, node: ast.expr) -> bool:
    """Tell whether the code is ready for an error where the node stands, whatever raises it."""
    return file.expects(node, "Error") or file.expects(node, "raises")


def _is_open(callee: object) -> bool:
    return isinstance(callee, Func) and isinstance(callee.node, ast.FunctionDef) and calls.is_empty(callee.node)


def _is_plain(eyes: Eyes, getter: Func) -> bool:
    """Tell whether reading the property certainly gives nothing to await."""
    made = calls.run(eyes, getter)
    is_open = isinstance(getter.node, ast.FunctionDef) and calls.is_empty(getter.node)
    return not is_open and _is_plain_result(eyes, made)


def gives_result(eyes: Eyes, file: File, call: ast.Call, callee: object) -> bool:
    """Tell whether the call of what the callee can stand for certainly gives nothing to await."""
    if isinstance(callee, ClassRef):
        return not annotations.may_be_awaitable(eyes, Instance(callee.cls, exact=True))
    if isinstance(callee, External):
        return callee.path in GIVING and callee.gives is not None and _is_plain_result(eyes, callee.gives)
    if isinstance(callee, Func) and callee.gives is not None:
        return _is_plain_result(eyes, callee.gives)
    node = callee.node if isinstance(callee, Func) else None
    if not isinstance(callee, Func) or not isinstance(node, ast.FunctionDef):
        return False
    if not is_plainly_decorated(node):
        return False
    made = calls.run(eyes, callee, (file, call))
    returned = (n.value for n in calls.own_nodes(node) if isinstance(n, ast.Return))
    own = (v for v in returned if isinstance(v, ast.Call) and ast.unparse(v.func).startswith(("self.", "cls.")))
    handed_on = eyes.union(eyes.values(callee.file, value) for value in own)  # async in an heir, whatever is annotated
    return bool(made) and _is_plain_result(eyes, made | handed_on)


def is_replaced(eyes: Eyes, file: File, func: ast.expr) -> bool:
    """Tell whether something else may be put under the name: an attribute is set, or a test patches it."""
    name = last_name(func)
    owner = eyes.values(file, func.value) if isinstance(func, ast.Attribute) else frozenset()
    named = file.is_test and any(
        isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.rpartition(".")[2] == name
        for node in file.nodes
    )
    stores = eyes.tree.attribute_stores.get(name, []) if isinstance(func, ast.Attribute) else ()
    holders = (eyes.values(home, store.value) for home, store in stores)
    return named or any(
        not eyes.classes.are_unrelated(owner, holder)
        for holder in holders
        if not (holder and all(isinstance(value, Mock) for value in holder))  # a mock is no object of the owner's class
    )
