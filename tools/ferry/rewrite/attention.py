"""What a `package` step writes that a person has to look at: functions that nobody calls, locks that are held.

And updates that another task can undo, what runs in a thread from here on, or needs an extra of Flask; what is read to
the end now, and iterations whose end no caller sees.
"""

import ast
from collections.abc import Collection, Iterator

from tools.ferry.calls.graph import Graph
from tools.ferry.calls.takers import outside_takers
from tools.ferry.colour.colour import Colour
from tools.ferry.edits.edit_set import EditSet
from tools.ferry.edits.held_locks import locks_held
from tools.ferry.edits.waiting import loop_users
from tools.ferry.functions.blocking import blocking_calls
from tools.ferry.functions.thread_waits import waiting_calls
from tools.ferry.plan.closure import Selection
from tools.ferry.rewrite.asked_by_name import asked_by_protocols, asked_by_text
from tools.ferry.rewrite.ended_early import ends_in_threads, ends_of_iterations
from tools.ferry.rewrite.left_in_threads import left_in_threads
from tools.ferry.rewrite.lost_updates import update_around
from tools.ferry.rewrite.skipped import reads_to_the_end
from tools.ferry.rewrite.unfollowed_mocks import unfollowed_mocks, unfollowed_patches
from tools.ferry.source import Function, Module
from tools.ferry.types.fixtures import is_fixture, is_test_file
from tools.ferry.types.names import ancestry
from tools.ferry.uses.cases import case_bases, is_synchronous
from tools.ferry.uses.consumption import COLOURING
from tools.ferry.uses.protocols import ASYNC_NAMES
from tools.ferry.uses.usage import used_as


def notes_of(graph: Graph, colour: Colour, selection: Selection, edits: EditSet) -> list[str]:
    """Return a note for each such place of the step."""
    places = {*_uncalled(graph, selection), *_held_locks(graph, colour, selection)}
    places |= {*_asked_by_name(graph, selection, edits)}
    places |= {*_lost_updates(graph, colour, selection), *_contexts_of_cases(graph, selection)}
    places |= {*_read_to_the_end(graph, edits), *_ends_of_iterations(graph, selection, edits)}
    places |= {*_command_lines(graph, colour, selection), *_unfollowed_mocks(graph, selection, edits)}
    places |= {
        *_in_threads(edits),
        *_left_in_threads(graph, edits),
        *_views_of_flask(graph, selection),
        *_holding_up(graph, selection, edits),
    }
    return [f"{file}:{line}: {text}" for file, line, text in sorted(places)]


def notes_of_twins(graph: Graph, colour: Colour, serving: Collection[Function]) -> list[str]:
    """Return a note for each accessor that tests replace where the functions `serving` call its twin beside it."""
    places = set()
    for one in colour.stand_ins:
        filled = (graph.project.owner(source.module, source.node) for source in one.component.sources.values())
        if one.source.kind == "patch" and not set(serving).isdisjoint(filled):
            text = f"`{ast.unparse(one.source.node)}` replaces one of two objects now, the other one is real"
            places.add((one.source.module.file, one.source.node.lineno, text))
    return [f"{file}:{line}: {text}" for file, line, text in sorted(places)]


def _uncalled(graph: Graph, selection: Selection) -> Iterator[tuple[str, int, str]]:
    for function in selection.functions:
        if graph.is_uncalled(function):
            text = f"`{function.short}` becomes async, and no code of the tree calls it: whoever does must await it"
            yield function.module.file, function.line, text + _may_call(graph, function)


def _may_call(graph: Graph, function: Function) -> str:
    """Return, for the note, where a method of the name is called of what seems to be another class's object."""
    for module, node in graph.project.program.loads.get(function.short, []) if function.cls is not None else ():
        call = module.parents[node]
        is_called = isinstance(node, ast.Attribute) and isinstance(call, ast.Call) and call.func is node
        if is_called and not graph.project.is_retired(module) and not isinstance(module.parents[call], ast.Await):
            return f"; look whether `{ast.unparse(node)}` can be it ({module.file}:{node.lineno})"
    return ""


def _asked_by_name(graph: Graph, selection: Selection, edits: EditSet) -> Iterator[tuple[str, int, str]]:
    """Yield where code asks for a special method by the name that it has no longer."""
    asked = [*asked_by_text(graph, selection, edits), *asked_by_protocols(graph, selection)]
    for module, node, name in asked:
        text = f"`{ast.unparse(node)}` asks for `{name}`, which becomes `{ASYNC_NAMES[name]}` in this step: "
        yield module.file, node.lineno, text + "ask for that where an object may come whose method it is"


def _views_of_flask(graph: Graph, selection: Selection) -> Iterator[tuple[str, int, str]]:
    """Yield the first function of each file that Flask runs and that becomes async."""
    files: set[str] = set()
    for function in sorted(selection.functions, key=lambda f: (f.module.file, f.line)):
        if not function.is_async and function.module.file not in files and _is_view_of_flask(graph, function):
            files.add(function.module.file)
            yield (
                function.module.file,
                function.line,
                f"Flask runs `{function.short}`, async now, by `flask[async]` alone",
            )


def _is_view_of_flask(graph: Graph, function: Function) -> bool:
    return any(name.partition(".")[0] == "flask" for name in outside_takers(graph, function, "framework"))


def _holding_up(graph: Graph, selection: Selection, edits: EditSet) -> Iterator[tuple[str, int, str]]:
    """Yield where what becomes async waits for another thread, or a file: nothing else runs in its loop meanwhile."""
    new_async = {function for function in selection.functions if not function.is_async}
    for module in dict.fromkeys(f.module for f in new_async if not is_test_file(f.module)):
        for owner, call in waiting_calls(graph.project, module):
            if owner in new_async:
                text = f"`{ast.unparse(call)}` holds up the event loop until another thread is ready: "
                yield module.file, call.lineno, f"{text}await it by `asyncio.to_thread`"
        for owner, call in blocking_calls(graph.project, module):
            if owner in new_async and not edits.has(module, call, "sleep"):
                text = f"`{ast.unparse(call)}` holds up the event loop until it is done: await what does the same, "
                yield module.file, call.lineno, f"{text}or this by `asyncio.to_thread`"


def _contexts_of_cases(graph: Graph, selection: Selection) -> Iterator[tuple[str, int, str]]:
    """Yield the fixtures of pytest in test cases of `unittest` that get a loop here, where there are context variables.

    Such a case runs its tests in a copy of the context that it made before pytest ran the fixtures.
    """
    project = graph.project
    if not project.program.loads.get("ContextVar", []):
        return
    for cls in {function.cls for function in selection.functions if not function.is_async and function.cls is not None}:
        if any(is_synchronous(name) for *_, name in case_bases(project, cls)):
            methods = (method for one in ancestry(project.program, cls) for method in one.methods.values())
            for fixture in (method for method in methods if is_fixture(method)):
                text = f"async test cases do not see what `{fixture.short}` puts into a `ContextVar`: use `setUp`"
                yield fixture.module.file, fixture.line, text


def _in_threads(edits: EditSet) -> Iterator[tuple[str, int, str]]:
    """Yield the first call of each file that runs in a thread of what a blocker keeps synchronous for good."""
    told: set[tuple[str, str]] = set()
    for file, line, name, (keeper, at) in sorted(edits.in_threads):
        if (file, name) not in told:
            told.add((file, name))
            text = f"`{name}`, which {keeper}:{at} keeps synchronous, runs in a thread of its own from here on: "
            yield file, line, text + "it may use nothing that belongs to one thread, as a `sqlite3` connection does"


def _left_in_threads(graph: Graph, edits: EditSet) -> Iterator[tuple[str, int, str]]:
    """Yield the calls that run in a thread now, and put something there that others read here."""
    for module, call, name in left_in_threads(graph, edits):
        text = f"`{ast.unparse(call.func)}` runs in a thread until it is async itself, and what it puts into `{name}` "
        yield module.file, call.lineno, text + "is not seen outside: let one step take both"


def _command_lines(graph: Graph, colour: Colour, selection: Selection) -> Iterator[tuple[str, int, str]]:
    """Yield where what becomes async has other code run commands of click, if one of them waits for an event loop."""
    owners = [(graph.project.owner(module, node), module, node) for module, node in graph.command_runs.given_away]
    given = [(module, node) for owner, module, node in owners if owner in selection.functions]
    waiting = graph.command_runs.commands & loop_users(graph, colour) if given else ()
    for module, node in given if waiting else ():
        if used_as(module, node, "await")[0] != "offloaded":
            text = f"`{ast.unparse(node)}` runs commands that wait for a loop, and cannot where one runs: "
            yield module.file, node.lineno, text + "have it called in a thread, by `asyncio.to_thread`"


def _held_locks(graph: Graph, colour: Colour, selection: Selection) -> Iterator[tuple[str, int, str]]:
    """Yield the locks between threads that are held now while something is awaited."""
    for module, node, function in _awaited(graph, colour, selection):
        for lock in locks_held(graph.project, function, module, node):
            text = f"`{ast.unparse(lock)}` is a lock between threads, held while this waits: use `asyncio.Lock`"
            yield module.file, lock.lineno, text


def _lost_updates(graph: Graph, colour: Colour, selection: Selection) -> Iterator[tuple[str, int, str]]:
    """Yield the statements of the program that now wait between reading something and writing it."""
    for module, node, function in _awaited(graph, colour, selection):
        updated = update_around(graph.project, function, module, node) if not is_test_file(module) else None
        if updated is not None:
            text = f"`{ast.unparse(updated)}` is read, then this waits, then it is written: what another task writes "
            text += "meanwhile is lost; await into a variable first"
            yield module.file, updated.lineno, text


def _read_to_the_end(graph: Graph, edits: EditSet) -> Iterator[tuple[str, int, str]]:
    """Yield what gets a list now: what it would have skipped is called, too, and can raise an error."""
    for module, reader in reads_to_the_end(graph.project.program, edits):
        text = f"`{ast.unparse(reader)}` stopped at the item that decided, and reads all of them now: write a loop "
        yield module.file, reader.lineno, text + "where the calls for the others have an effect, or can fail"


def _unfollowed_mocks(graph: Graph, selection: Selection, edits: EditSet) -> Iterator[tuple[str, int, str]]:
    """Yield the mocks that may have to be awaitable now, and patches of names that may have changed."""
    for module, place, method in unfollowed_mocks(graph, selection, edits):
        text = f"`{method.short}` of a mock: nothing says for what it stands; if for a `{method.cls}`, whose "
        yield module.file, place.lineno, text + "method becomes async, make it an `AsyncMock`"
    for module, place, name in unfollowed_patches(graph, selection):
        text = f"`{ast.unparse(place)}`: nothing says what it replaces; follow by hand if it is the `{name}` "
        yield module.file, place.lineno, text + "that this step changes"


def _ends_of_iterations(graph: Graph, selection: Selection, edits: EditSet) -> Iterator[tuple[str, int, str]]:
    """Yield where a `StopIteration` leaves a function that becomes async, or one that runs in a thread now."""
    for function, node in ends_of_iterations(graph, (f for f in selection.functions if not f.is_async)):
        text = f"`{ast.unparse(node)}` can leave `{function.short}`, async now, as a `RuntimeError`: "
        yield function.module.file, node.lineno, text + "raise another exception, or return a value for the end"
    for module, call in ends_in_threads(graph, edits):
        text = f"`{ast.unparse(call)}` runs in a thread now, which a `StopIteration` never leaves: "
        yield module.file, call.lineno, text + "raise another exception, or return a value for the end"


def _awaited(graph: Graph, colour: Colour, selection: Selection) -> Iterator[tuple[Module, ast.expr, Function]]:
    """Yield the calls that the step awaits, with the function around each."""
    for function in selection.functions:
        for edge in graph.edges_to(function) if not function.is_async else ():
            if edge.how in COLOURING and edge.caller in selection.functions:
                yield edge.module, edge.node, edge.caller
    for call in graph.facade_calls:
        if call.caller in selection.functions and (selection.has(call.component) or colour.is_bridged(call)):
            yield call.module, call.call, call.caller
