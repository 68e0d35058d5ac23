"""The edits of plain mocks that stand for a class of the tree some of whose methods become async."""

import ast
from collections.abc import Iterable, Iterator

from tools.ferry.calls.graph import Graph
from tools.ferry.calls.standing_namespaces import standing_namespaces
from tools.ferry.edits.edit_set import EditSet
from tools.ferry.edits.given_members import OWN_ARGUMENTS, give_members, tell_members
from tools.ferry.edits.given_mocks import leave_made_classes, leave_spread_mocks, mocks_given, mocks_spread
from tools.ferry.edits.held_mocks import given_when_called, held_in, is_plain, plain_mocks, told_by_text
from tools.ferry.edits.mocks_in_tables import put_into_tables
from tools.ferry.edits.patched_classes import patched_for, set_up_deeper, set_up_patched
from tools.ferry.edits.special_mocks import follow_result, follow_special
from tools.ferry.edits.test_doubles import PLAIN, assertions_on, is_replaced, rename_mock, wrap_stub
from tools.ferry.edits.whole_mocks import asks_what_it_holds, calls_others, is_wholly_async, methods_of
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.types.calls import MOCKS
from tools.ferry.types.members import mock_spec
from tools.ferry.types.mock_attributes import OF_MOCKS, is_of_unknown_spec, listed_names
from tools.ferry.types.names import ancestry, descendants, find_method
from tools.ferry.types.patch_targets import (
    StandIn,
    classes_given,
    given_by_calls,
    given_by_dependencies,
    patching,
    stand_ins,
)
from tools.ferry.types.patched import is_patched, makes_mock
from tools.ferry.types.values import ClassRef, FunctionRef, Instance, Mock, Value
from tools.ferry.uses.consumption import COLOURING
from tools.ferry.uses.protocols import ASYNC_NAMES

_CALLED = "__call__"
"""The method of an object that is called itself."""


def follow_classes(graph: Graph, new_async: set[Function], edits: EditSet) -> set[Mock]:
    """Give each plain mock awaitable methods where the class for which it stands has them now.

    A mock of a class that is wholly async becomes an `AsyncMock`; another gets an `AsyncMock` for each such method.
    Return the mocked methods that are awaited now.
    """
    classes = {c for f in new_async if f.cls for c in descendants(graph.project.program, f.cls)}
    classes |= {c for f in new_async if f.cls for c in ancestry(graph.project.program, f.cls)}
    if not classes:
        return set()
    leave_made_classes(graph, new_async, edits)
    leave_spread_mocks(graph, new_async, edits)
    namespaces = list(dict.fromkeys(standing_namespaces(graph)))
    for module, call, cls in namespaces:
        names = {name for name in methods_of(graph, cls) if _method(graph, cls, name) in new_async}
        _follow_namespace(graph, module, call, names, new_async, edits)
    given = list(_stand_ins(graph))
    standing: dict[Mock, set[Class]] = {}
    for mock, cls in _standing(graph, given, namespaces, classes, new_async):
        standing.setdefault(mock, set()).add(cls)
    edits.standing |= {*standing, *(mock for mock, _ in given)}
    awaited: set[Mock] = set()
    for mock, originals in standing.items():
        named = {(cls, name) for cls in originals for name in (*methods_of(graph, cls), *ASYNC_NAMES, _CALLED)}
        methods = {(name, _method(graph, cls, name)) for cls, name in named}
        changed = {name: method for name, method in methods if method is not None and method in new_async}
        edits.about = tuple(changed[name] for name in sorted(changed))
        mocked = sorted(n for n, method in changed.items() if graph.shape(method) == "await" and n not in ASYNC_NAMES)
        if not changed.keys().isdisjoint(ASYNC_NAMES):
            follow_special(graph, mock, edits)
        for name in sorted(changed.keys() - mocked - ASYNC_NAMES.keys()):
            follow_result(graph, mock, changed[name], edits)
        if _CALLED in mocked:
            _follow_called(graph, mock, originals, mocked, edits)
        elif mocked:
            _follow(graph, mock, originals, mocked, new_async, edits)
        awaited |= {mock if name == _CALLED else Mock(mock.node, mock.module, (*mock.path, name)) for name in mocked}
    edits.about = ()
    told = {one for mock, cls in given for one in told_by_text(graph, mock, cls, new_async)}
    deeper = set_up_deeper(graph, new_async, awaited, edits)
    return awaited | deeper | _set_up_held(graph, new_async, awaited, told, edits)


def _standing(
    graph: Graph,
    given: list[tuple[Mock, Class]],
    namespaces: list[tuple[Module, ast.Call, Class]],
    classes: set[Class],
    new_async: set[Function],
) -> Iterator[tuple[Mock, Class]]:
    """Yield the plain mocks that stand for one of the classes, by where they are given, kept, called or patched."""
    yield from ((mock, cls) for mock, cls in given if cls in classes)
    yield from _called_instead(graph, new_async)
    for module, call, cls in namespaces:
        yield from ((mock, held) for mock, held in held_in(graph, module, call, cls) if held in classes)
    for cls, module, put in _put_by_patches(graph, classes):
        values = graph.project.references.inference.of(module, put)
        yield from (
            (value, cls)
            for value in values
            if isinstance(value, Mock) and is_plain(graph.project.references.inference, value)
        )
    yield from patched_for(graph, classes)
    yield from ((mock, cls) for mock, cls in put_into_tables(graph) if cls in classes)


def _set_up_held(
    graph: Graph, new_async: set[Function], known: set[Mock], told: set[Mock], edits: EditSet
) -> set[Mock]:
    """Let methods of what a mock holds be awaitable, as those of what an object of its class holds are.

    So in `container = Mock()`, `container.service.load.return_value = 1`, and those that are `told` by a text.
    """
    inference = graph.project.references.inference
    found = {*_held_methods(graph, new_async, known), *told} - known
    for name in sorted({function.short for function in new_async if function.cls and graph.shape(function) == "await"}):
        for module, node in graph.project.program.loads.get(name, []):
            of = inference.of(module, node) if not graph.project.is_retired(module) else frozenset()
            if any(isinstance(value, FunctionRef) and value.function in new_async for value in of):
                found |= set(_held_by(graph, module, node)) - known
    for mock in sorted(found, key=lambda mock: mock.path):
        *path, name = mock.path
        if isinstance(mock.node, ast.Call) and not is_replaced(
            graph, Mock(mock.node, mock.module, (*path,)), name, edits
        ):
            parts = ("return_value" if part == "()" else part for part in mock.path)
            give_members(mock.module, mock.node, [".".join(parts)], edits)
        assertions_on(graph, mock, edits)
    return found


def _held_by(graph: Graph, module: Module, node: ast.expr) -> Iterator[Mock]:
    """Yield the plain mocks of which a chain of attributes, `container.service.load`, asks a method, with its path."""
    path: list[str] = []
    while isinstance(above := _behind(graph, module, node), ast.Attribute | ast.Call):
        path.insert(0, "()" if isinstance(above, ast.Call) or above.attr == "return_value" else above.attr)
        node = above.value if isinstance(above, ast.Attribute) else above.func
    for value in graph.project.references.inference.of(module, node) if len(path) > 1 else ():
        if isinstance(value, Mock) and is_plain(graph.project.references.inference, value):
            yield from _told_of(graph, Mock(value.node, value.module, (*path,)))


def _told_of(graph: Graph, asked: Mock) -> Iterator[Mock]:
    """Yield what is asked of a plain mock; where the mock is told of what it holds, what is asked of that.

    So of `Mock(service=Mock(spec=Service))`: what has a spec follows by it.
    """
    first, *rest = asked.path
    name = "return_value" if first == "()" else first
    told = [k.value for k in asked.node.keywords if k.arg == name] if isinstance(asked.node, ast.Call) else []
    if not told:
        yield asked
    for value in graph.project.references.inference.of(asked.module, told[0]) if told and rest else ():
        if isinstance(value, Mock) and is_plain(graph.project.references.inference, value):
            yield from _told_of(graph, Mock(value.node, value.module, (*rest,)))


def _behind(graph: Graph, module: Module, node: ast.expr) -> ast.expr:
    """Return the attribute that a variable stands for, `service = container.service`; else the node."""
    function = graph.project.program.binder(module, node) if isinstance(node, ast.Name) else None
    bound = function.assigned.get(node.id, []) if function is not None and isinstance(node, ast.Name) else []
    value = bound[0][1] if len(bound) == 1 and bound[0][2] == "value" else None
    return value if isinstance(value, ast.Attribute) else node


def _held_methods(graph: Graph, new_async: set[Function], known: set[Mock]) -> Iterator[Mock]:
    """Yield the methods of what plain mocks hold on which code calls them, where nothing is annotated."""
    for method in sorted((function for function in new_async if function.cls), key=lambda f: f.name):
        for edge in graph.edges_to(method):
            func = edge.node.func if isinstance(edge.node, ast.Call) else None
            for value in graph.project.references.inference.of(edge.module, func) if func is not None else ():
                if isinstance(value, Mock) and len(value.path) > 1 and value not in known:
                    maker = Mock(value.node, value.module)
                    is_held = is_plain(graph.project.references.inference, maker)
                    yield from _told_of(graph, value) if is_held else ()


def _method(graph: Graph, cls: Class, name: str) -> Function | None:
    return find_method(graph.project.program, cls, name)


def _stand_ins(graph: Graph) -> Iterator[tuple[Mock, Class]]:
    """Yield the plain mocks that are given to a parameter, field or attribute of a class, or kept by what is."""
    inference = graph.project.references.inference
    if not any(plain_mocks(graph)):
        return
    for mocks, declared in mocks_spread(graph):
        yield from _standing_for(graph, mocks, declared)
    for module in graph.project.program.files.values():
        if graph.project.is_retired(module) or not ("Mock" in module.text or "test" in module.file):
            continue
        for node in (*module.nodes(ast.Call), *module.nodes(ast.Assign)):
            for mocks, declared in mocks_given(graph, module, node):
                yield from _standing_for(graph, mocks, declared)
            told = isinstance(node, ast.Call) and node.keywords and called_name(node) in MOCKS
            for cls in mock_spec(inference, Mock(node, module)) if told else ():
                yield from held_in(graph, module, node, cls)


def _standing_for(graph: Graph, mocks: list[Mock], declared: Iterable[Value]) -> Iterator[tuple[Mock, Class]]:
    """Yield the mocks, and those that they hold or give, with the classes of what is declared in their place."""
    for made in [d.cls for d in declared if isinstance(d, ClassRef)]:
        yield from ((one, made) for m in mocks for one in given_when_called(graph.project.references.inference, m))
    for mock, cls in [(m, d.cls) for m in mocks for d in declared if isinstance(d, Instance)]:
        yield mock, cls
        yield from held_in(graph, mock.module, mock.node, cls) if not mock.path else ()


def _called_instead(graph: Graph, new_async: set[Function]) -> Iterator[tuple[Mock, Class]]:
    """Yield the plain mocks on which code calls a method, beside an object of the class that has it."""
    for method in sorted((function for function in new_async if function.cls), key=lambda f: f.name):
        for edge in graph.edges_to(method):
            func = edge.node.func if isinstance(edge.node, ast.Call) else None
            called = func.value if isinstance(func, ast.Attribute) and func.attr == method.short else None
            called = edge.node if method.short in ASYNC_NAMES and edge.how in COLOURING else called
            if called is not None and method.cls is not None:
                for value in graph.project.references.inference.of(edge.module, called):
                    if isinstance(value, Mock) and is_plain(graph.project.references.inference, value):
                        yield value, method.cls


def _follow_namespace(
    graph: Graph, module: Module, call: ast.Call, names: set[str], new_async: set[Function], edits: EditSet
) -> None:
    """Let the stubs in a namespace be awaitable where the methods for which they stand are."""
    for keyword in call.keywords:
        values = graph.project.references.inference.of(module, keyword.value)
        functions = {value.function for value in values if isinstance(value, FunctionRef)}
        is_async = any(function.is_async or function in new_async for function in functions)
        if keyword.arg in names and isinstance(keyword.value, ast.Lambda | ast.Name | ast.Attribute) and not is_async:
            wrap_stub(module, keyword.value, edits)
        elif keyword.arg in names and isinstance(keyword.value, ast.Call):
            rename_mock(module, keyword.value.func, edits)


def _put_by_patches(graph: Graph, classes: set[Class]) -> Iterator[StandIn]:
    inference = graph.project.references.inference
    for module, patch in patching(graph.project.program):
        if not graph.project.is_retired(module):
            yield from (found for found in stand_ins(inference, module, patch) if found[0] in classes)
    yield from (found for found in given_by_dependencies(inference) if found[0] in classes)
    for stub in graph.stubs:
        if isinstance(stub.node, ast.Assign) and stub.given is not None:  # `shop.default_service = lambda: fake`
            given = list(given_by_calls(inference, stub.module, stub.given))
            replaced = classes_given(inference, stub.function) & classes if given else set()
            yield from ((cls, *one) for cls in replaced for one in given)


def _follow(
    graph: Graph, mock: Mock, originals: set[Class], names: list[str], new_async: set[Function], edits: EditSet
) -> None:
    call = mock.node
    if not isinstance(call, ast.Call):
        return
    if not is_patched(mock) and is_of_unknown_spec(graph.project.references.inference, mock.module, call):
        edits.leave(mock.module, call)
        return
    listed = listed_names(graph.project.program, mock.module, call) if not is_patched(mock) else None
    names = [name for name in names if listed is None or mock.path or name in listed]
    told = call.keywords if not is_patched(mock) and not mock.path else []
    _follow_told(graph, mock.module, [keyword.value for keyword in told if keyword.arg in names], new_async, edits)
    given = {keyword.arg for keyword in told if keyword.arg} | {n for n in names if is_replaced(graph, mock, n, edits)}
    wholly = all(is_wholly_async(graph, cls, new_async) for cls in originals)
    wholly = wholly and not any(asks_what_it_holds(graph, mock, cls, new_async) for cls in originals)
    if is_patched(mock):
        whole = wholly and not given and bool(mock.path) and not calls_others(graph, mock, names)
        set_up_patched(graph, mock, [] if whole else [name for name in names if name not in given], edits)
    elif mock.path:
        _give_child(mock, call, [name for name in names if name not in given], wholly and not given, edits)
    elif wholly and listed is None and called_name(call) in PLAIN and not calls_others(graph, mock, names):
        rename_mock(mock.module, call.func, edits)
    elif not OWN_ARGUMENTS.isdisjoint(names) and not _can_be_told_later(mock.module, call):
        _turn_round(graph, mock, originals, [name for name in names if name not in given], edits)
    else:
        missing = [name for name in names if name not in given]
        spread = [keyword.value for keyword in call.keywords if keyword.arg is None]
        if not all(map(_only_tells_results, spread)):
            edits.leave(mock.module, call)  # what is spread may say what the methods are
            return
        if missing and spread:
            tell_members(mock.module, call, missing, edits)
        else:
            give_members(mock.module, call, missing, edits)
    for name in names:
        assertions_on(graph, Mock(call, mock.module, (*mock.path, name)), edits)


def _follow_called(graph: Graph, mock: Mock, originals: set[Class], names: list[str], edits: EditSet) -> None:
    """Let the mock of an object that is called and awaited be awaitable itself: its class has a `__call__`."""
    if not isinstance(mock.node, ast.Call):
        return
    if mock.path or (is_patched(mock) and not _can_be_made(graph, mock, mock.node, originals, names)):
        edits.leave(mock.module, mock.node)
        return
    if is_patched(mock):
        edits.add(mock.module, mock.node, "patch_result", "new_callable=AsyncMock")
        edits.of(mock.module).needs.add("unittest.mock.AsyncMock")
    else:
        _turn_round(graph, mock, originals, names, edits)
    assertions_on(graph, mock, edits)
    for name in names:
        assertions_on(graph, Mock(mock.node, mock.module, (name,)), edits)


def _can_be_made(graph: Graph, mock: Mock, patch: ast.Call, originals: set[Class], names: list[str]) -> bool:
    """Tell whether a patch makes the mock by itself, and nothing of it but these methods is called."""
    others = {name for cls in originals for name in methods_of(graph, cls)}.difference(names)
    told = {keyword.arg for keyword in patch.keywords}
    is_own = makes_mock(patch) and told.isdisjoint(_CHOOSING)
    return is_own and not others and not calls_others(graph, mock, [*names, *OF_MOCKS])


_CHOOSING = frozenset({"autospec", "new_callable", "spec", "spec_set", "wraps"})
"""Keywords that say what kind of mock a patch makes."""


def _follow_told(
    graph: Graph, module: Module, methods: list[ast.expr], new_async: set[Function], edits: EditSet
) -> None:
    """Let what a mock is told to have for its methods be awaitable: another mock, or a function."""
    for method in methods:
        values = graph.project.references.inference.of(module, method)
        functions = [value.function for value in values if isinstance(value, FunctionRef)]
        if isinstance(method, ast.Call):
            rename_mock(module, method.func, edits)
        elif isinstance(method, ast.Lambda) or (functions and not any(f.is_async or f in new_async for f in functions)):
            wrap_stub(module, method, edits)
        for mock in (v for v in values if isinstance(v, Mock) and isinstance(method, ast.Name) and not v.path):
            if isinstance(mock.node, ast.Call):
                rename_mock(mock.module, mock.node.func, edits)


def _can_be_told_later(module: Module, call: ast.Call) -> bool:
    """Tell whether the mock gets a variable, and nothing that is spread says what its methods give."""
    return isinstance(module.parents[call], ast.Assign) and all(keyword.arg for keyword in call.keywords)


def _turn_round(graph: Graph, mock: Mock, originals: set[Class], names: list[str], edits: EditSet) -> None:
    """Let the mock be awaitable and the other methods plain: a mock takes arguments for itself by some names."""
    call = mock.node
    if not isinstance(call, ast.Call):
        return
    told = {keyword.arg for keyword in call.keywords}
    others = sorted({n for cls in originals for n in methods_of(graph, cls)} - {*names, *told})
    is_own = listed_names(graph.project.program, mock.module, call) is None and called_name(call) in PLAIN
    if not is_own or calls_others(graph, mock, [*names, *others, *OF_MOCKS]) or not OWN_ARGUMENTS.isdisjoint(others):
        edits.leave(mock.module, call)
        return
    rename_mock(mock.module, call.func, edits)
    if others:
        tell_members(mock.module, call, others, edits, "MagicMock()")
        edits.of(mock.module).needs.add("unittest.mock.MagicMock")


def _give_child(mock: Mock, call: ast.Call, names: list[str], whole: bool, edits: EditSet) -> None:
    """Let what a mock has by itself be awaitable, the `whole` of it or these methods; what is told is for a person."""
    parts = ["return_value" if part == "()" else part for part in mock.path]
    if any(keyword.arg is None or keyword.arg == parts[0] for keyword in call.keywords):
        edits.leave(mock.module, call)
        return
    give_members(mock.module, call, [".".join([*parts, *([] if whole else [name])]) for name in names], edits)


def _only_tells_results(spread: ast.expr) -> bool:
    """Tell whether the spread keywords are written there, and say what is inside of methods: `**{"load.name": 1}`."""
    keys = spread.keys if isinstance(spread, ast.Dict) else [None]
    return all(isinstance(key, ast.Constant) and isinstance(key.value, str) and "." in key.value for key in keys)
