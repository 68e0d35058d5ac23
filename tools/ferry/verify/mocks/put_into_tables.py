"""Plain functions and mocks that a test puts into a table, or a list in it, whose entries the tested code awaits."""

import ast
from collections.abc import Iterator

from tools.ferry.model import Finding
from tools.ferry.verify.fates.consumers import receivers
from tools.ferry.verify.finding import finding
from tools.ferry.verify.inference.arguments import argument_parameter
from tools.ferry.verify.inference.calls import own_nodes
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.patches import patches
from tools.ferry.verify.inference.scopes import FunctionDef
from tools.ferry.verify.inference.tree import File, last_name
from tools.ferry.verify.inference.values import Func, Group
from tools.ferry.verify.mocks.mock_results import gets_awaitable, is_never_called, is_no_awaitable
from tools.ferry.verify.mocks.replaced_names import patched_name
from tools.ferry.verify.mocks.running import Run, run_under
from tools.ferry.verify.mocks.tables import Table, awaiting_functions, place_in_table, table_named

_PUTTING = {"append": 1, "appendleft": 1, "add": 1, "insert": 1, "setdefault": 1, "extend": 0, "update": 0}
"""What puts something into a container -> how much deeper than that itself lies what it is given by position."""
_COPYING = {"dict", "list", "tuple", "set", "OrderedDict", "deque"}
_MOST_FUNCTIONS = 200

Put = tuple[Table, ast.expr, int]
"""A table, what is put there, and how deep: 0 is the table itself, 1 an entry, 2 what is in a list that is an entry."""


def check_put_into_tables(eyes: Eyes, file: File) -> Iterator[Finding]:
    """Yield the findings of one file: `patch.dict(HANDLERS, {"a": Mock()})`, `HOOKS["a"].append(lambda: None)`."""
    for node in file.nodes if file.is_test else ():
        wrong = list(_wrong(eyes, file, node))
        reached = _reached(eyes, _runs(eyes, file, node)) if wrong else set()
        awaited = {
            part: table for table, part, depth in wrong
            if any(function.node in reached for function in awaiting_functions(eyes, table, depth))
        }  # fmt: skip
        for part, (_, name) in awaited.items():
            text = f"`{ast.unparse(part)}` gives nothing to await, as the entries of `{name}` do"
            yield finding(file, part, "plain_mock", text)


def _wrong(eyes: Eyes, file: File, node: ast.AST) -> Iterator[Put]:
    """Yield what the syntax puts into tables, one by one, that gives nothing to await."""
    handed_on = _handed_on(eyes, file, node) if isinstance(node, ast.Call) else ()
    for table, put, depth in (*_puts(eyes, file, node), *handed_on):
        parts = _parts(file, put, depth)
        yield from ((table, part, inner) for part, inner in parts if _cannot_be_awaited(eyes, file, part))


def _cannot_be_awaited(eyes: Eyes, file: File, given: ast.expr) -> bool:
    is_used = not gets_awaitable(eyes, file, given) and not is_never_called(file, given)
    return is_used and (is_no_awaitable(eyes, file, given) or _only_records(eyes, file, given))


def _only_records(eyes: Eyes, file: File, given: ast.expr) -> bool:
    """Tell whether a call only puts something into a list: `calls.append`, `lambda *args: calls.append(args)`."""
    called = given.body.func if isinstance(given, ast.Lambda) and isinstance(given.body, ast.Call) else given
    if not isinstance(called, ast.Attribute) or called.attr not in _PUTTING.keys() - {"setdefault"}:
        return False
    containers = eyes.values(file, called.value)
    return bool(containers) and all(isinstance(container, Group) for container in containers)


def _puts(eyes: Eyes, file: File, node: ast.AST) -> Iterator[Put]:
    """Yield what the syntax puts into a table of the tree."""
    match node:
        case ast.Assign(targets=[ast.Subscript(value=container, slice=key)], value=given):
            if (place := place_in_table(eyes, file, container)) is not None:
                yield place[0], given, place[1] + (0 if isinstance(key, ast.Slice) else 1)
        case ast.Assign(targets=[ast.Attribute() as whole], value=given):
            if (place := place_in_table(eyes, file, whole)) is not None:
                yield place[0], given, place[1]
        case ast.Call(func=ast.Attribute(attr="setitem"), args=[container, _, given]):
            if (place := place_in_table(eyes, file, container)) is not None:
                yield place[0], given, place[1] + 1
        case ast.Call(func=ast.Attribute(attr="dict", value=patch), args=[container, *told]) if (
            last_name(patch) == "patch"
        ):
            yield from _told(place_in_table(eyes, file, container), told, node.keywords, 0)
        case ast.Call(func=ast.Attribute(attr=attr, value=container), args=told) if attr in _PUTTING:
            yield from _told(place_in_table(eyes, file, container), told[-1:], node.keywords, _PUTTING[attr])
        case ast.Call():
            named = patched_name(eyes, file, node)
            table = table_named(eyes, f"{named[0].module}.{named[1]}") if named is not None else None
            yield from ((table, patch.new, 0) for patch in patches(eyes, file, node) if table and patch.new is not None)


def _handed_on(eyes: Eyes, file: File, call: ast.Call) -> Iterator[Put]:
    """Yield what a function of the tree puts into a table that is called with it: `register("lent", Mock())`."""
    for function in receivers(eyes, file, call):
        told = {}
        for given in (*call.args, *(keyword.value for keyword in call.keywords)):
            if (argument := argument_parameter(function, call, given)) is not None:
                told[argument.arg] = given
        for node in own_nodes(function.node) if told else ():
            for table, put, depth in _puts(eyes, function.file, node):
                bound = function.file.scopes[function.node].names if isinstance(put, ast.Name) else {}
                if isinstance(put, ast.Name) and put.id in told and len(bound[put.id]) == 1:
                    yield table, told[put.id], depth


def _told(
    place: tuple[Table, int] | None, told: list[ast.expr], named: list[ast.keyword], deeper: int
) -> Iterator[Put]:
    """Yield what is put into the container at a place: as arguments, and under names."""
    if place is None:
        return
    table, depth = place
    yield from ((table, given, depth + deeper) for given in told[:1])
    for keyword in named:
        if keyword.arg not in {"clear", "values", "in_dict", None}:
            yield table, keyword.value, depth + 1
        elif keyword.arg != "clear" and keyword.arg != "in_dict":
            yield table, keyword.value, depth


def _parts(file: File, given: ast.expr, depth: int) -> Iterator[tuple[ast.expr, int]]:
    """Yield what is given, or what lies in the container that is given, as it is written there, with its depth."""
    inside: list[ast.expr] = []
    match given:
        case ast.List() | ast.Tuple() | ast.Set():
            inside = given.elts
        case ast.Dict():
            inside = given.values
        case ast.ListComp() | ast.SetComp():
            inside = [given.elt]
        case ast.DictComp():
            inside = [given.value]
        case ast.Call(func=ast.Name(id=name)) if name in _COPYING:
            inside = [keyword.value for keyword in given.keywords if keyword.arg is not None]
        case ast.Call(func=ast.Attribute(attr="fromkeys"), args=[_, value]):
            inside = [value]
        case ast.Name() if (container := _container(file, given)) is not None:
            yield from _parts(file, container, depth)
            return
        case _:
            yield given, depth
    for part in inside:
        yield from _parts(file, part, depth + 1)


def _container(file: File, name: ast.Name) -> ast.expr | None:
    """Return the container that is written where the variable is made, the only time that it is bound."""
    scope = file.scope_of(name).binding(name.id)
    bindings = scope.names[name.id] if scope is not None else []
    value = bindings[0].value if len(bindings) == 1 and bindings[0].kind == "value" else None
    is_made = isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in _COPYING
    is_written = isinstance(value, ast.List | ast.Tuple | ast.Set | ast.Dict | ast.ListComp | ast.DictComp)
    return value if is_made or is_written else None


def _runs(eyes: Eyes, file: File, put: ast.AST) -> list[Run]:
    """Return what runs while the test has it there."""
    above = file.parents.get(put)
    around = above if isinstance(above, FunctionDef) and put in above.decorator_list else file.function_of(put)
    is_patch = isinstance(put, ast.Call) and last_name(put.func) in {"dict", "patch", "object"}
    known = isinstance(around, FunctionDef) and isinstance(put, ast.Call | ast.Assign)
    return run_under(eyes, file, put, around, lasting=not is_patch) if known else []  # type: ignore[arg-type]


def _reached(eyes: Eyes, runs: list[Run]) -> set[ast.AST]:
    """Return the functions of the tree that run, as far as calls show it."""
    found: set[ast.AST] = set()
    queue = [(run.function.file, node) for run in runs for node in run.nodes]
    for file, node in queue:
        inner: list[Func] = receivers(eyes, file, node) if isinstance(node, ast.Call) else []
        for function in inner if len(found) < _MOST_FUNCTIONS else ():
            if function.node not in found:
                found.add(function.node)
                queue += ((function.file, part) for part in own_nodes(function.node))
    return found
