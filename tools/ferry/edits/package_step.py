"""The edits of a `package` step: functions become async, calls are awaited, the facade's carriers are switched."""

import ast
from dataclasses import dataclass

from tools.ferry.calls.graph import Edge, FacadeCall, Graph
from tools.ferry.colour.colour import Colour, Left
from tools.ferry.edits.async_cases import clean_up_async
from tools.ferry.edits.brought_in import bring_in
from tools.ferry.edits.carried import carry_arguments
from tools.ferry.edits.companions import twin_companions
from tools.ferry.edits.consume import ask_and_await, delegations, join_loop, make_sync, use_up
from tools.ferry.edits.deep_results import keep_plain
from tools.ferry.edits.edit_set import EditSet
from tools.ferry.edits.functions import become_async, promise_iterator
from tools.ferry.edits.kept_imports import keep_imports
from tools.ferry.edits.lambdas import name_lambdas
from tools.ferry.edits.patched_modules import follow_modules
from tools.ferry.edits.patches import follow_patches
from tools.ferry.edits.programs import Programs
from tools.ferry.edits.promises import awaitable_parameter, promise_awaitables
from tools.ferry.edits.protocol_checks import ask_for_async
from tools.ferry.edits.sleeps import sleep_on_loop
from tools.ferry.edits.special_mocks import follow_specified
from tools.ferry.edits.stand_ins import follow_classes
from tools.ferry.edits.switch import switch_component
from tools.ferry.edits.test_doubles import called_instead, follow_functions
from tools.ferry.edits.waiting import move_waiting
from tools.ferry.functions.callees import can_be_asked
from tools.ferry.functions.edges import has_no_loop, is_called_off_loop
from tools.ferry.functions.entry import runs_of
from tools.ferry.functions.off_loop import runs_off_loop
from tools.ferry.plan.closure import Selection, leaves
from tools.ferry.plan.twins import is_served
from tools.ferry.project.carriers import used_name
from tools.ferry.source import Function, Module
from tools.ferry.types.values import Mock
from tools.ferry.uses.consumption import COLOURING, is_awaited


@dataclass(frozen=True, slots=True)
class _Calls:
    """Calls that run whatever a variable holds: those that leave the facade with what it holds, and those that ask."""

    leaving: set[ast.expr]
    asked: set[ast.expr]


def package_edits(graph: Graph, colour: Colour, selection: Selection) -> EditSet:
    """Return the edits that carry out `selection`."""
    edits = EditSet()
    programs = Programs(graph, colour, edits)
    new_async = {f for f in selection.functions if not f.is_async}
    leaving = {call.call for call in graph.facade_calls if call.is_indirect and selection.has(call.component)}
    calls = _Calls(leaving, set())
    _switch(graph, selection, edits)
    _facade_calls(graph, colour, selection, programs, edits, new_async, calls)
    for function in sorted(new_async, key=lambda f: f.name):
        become_async(graph, function, new_async, edits)
        _make_sync(graph, function.module, function.node, edits)
        for edge in graph.edges_to(function):
            _follow_edge(graph, colour, edge, programs, new_async, calls, edits)
        for module, call in graph.unknown.served(function):
            make_sync(graph.project, module, call.func, edits)
        join_loop(graph.project.program, function.module, runs_of(function), edits)
        if function.is_generator:
            delegations(function, _async_iterators(graph, function, selection, new_async), edits)
    sleep_on_loop(graph.project, new_async, edits)
    promise_awaitables(graph, new_async, edits)
    move_waiting(graph, colour, selection, calls.asked, edits)
    programs.join_loops()
    name_lambdas(graph, colour, new_async, edits)
    awaited = _follow_tests(graph, colour, selection, edits, new_async)
    keep_plain(graph, awaited, _methods_awaited(graph, selection), new_async, edits)
    keep_imports(graph.project, edits)
    return edits


def left_to_tests(graph: Graph, colour: Colour, selection: Selection) -> tuple[Left, ...]:
    """Return the places of tests that a person changes before `selection` can be carried out as a whole."""
    edits = EditSet()
    _switch(graph, selection, edits)
    _follow_tests(graph, colour, selection, edits, {f for f in selection.functions if not f.is_async})
    return tuple(one for one in dict.fromkeys(edits.left) if one.kept)


def _switch(graph: Graph, selection: Selection, edits: EditSet) -> None:
    for component in selection.components:
        edits.about = (component,)
        switch_component(graph, component, edits)
    edits.about = ()
    sources = (source for component in selection.components for source in component.sources.values())
    if any(source.kind == "accessor" for source in sources):
        twin_companions(graph.project, edits)


def _follow_tests(
    graph: Graph, colour: Colour, selection: Selection, edits: EditSet, new_async: set[Function]
) -> set[Mock]:
    """Let the mocks and patches of tests follow; return the mocked methods that are awaited now."""
    follow_functions(graph, new_async, edits)
    follow_specified(graph, new_async, edits)
    stubbed = [one for one in colour.stubbed if one.follows and leaves(selection, one)]
    awaited = follow_classes(graph, new_async, edits) | follow_modules(graph, new_async, edits)
    awaited |= follow_patches(graph, new_async, stubbed, edits)
    edits.about = ()
    return awaited


def _follow_edge(
    graph: Graph,
    colour: Colour,
    edge: Edge,
    programs: Programs,
    new_async: set[Function],
    calls: _Calls,
    edits: EditSet,
) -> None:
    """Let what uses a function that becomes async take what it gives then."""
    if edge.how in {"passed", "table"}:
        _make_sync(graph, edge.module, edge.node, edits)
    if edge.how == "asked":
        ask_for_async(graph.protocol_checks.at(edge.node, edge.callee.short), edits)
    if edge.how == "offloaded":
        use_up(edge.module, edge.node, edge.how, edits)  # whoever awaits the thread awaits the coroutine
    if colour.hands_on(edge.caller):
        return
    if edge.how == "framework":
        clean_up_async(graph.project, edge.module, edge.node, edits)
    if edge.how in COLOURING and has_no_loop(graph.project, edge.caller):
        _start(graph, edge, programs, edits)
    if edge.how in COLOURING and _is_async(edge.caller, new_async):
        leaves_facade = edge.node in calls.leaving
        if edge.how == "call" and _runs_others(graph, edge.module, edge.node, new_async, leaves_facade=leaves_facade):
            ask_and_await(edge.module, edge.node, edge.caller, edits)
            calls.asked.add(edge.node)
        else:
            use_up(edge.module, edge.node, edge.how, edits)
            promise_iterator(edge.caller, edge.node, edits)


def _methods_awaited(graph: Graph, selection: Selection) -> set[ast.expr]:
    """Return where the code, a test for example, names a method of the facade that is awaited now."""
    names = {name for name in graph.project.facade_methods if is_awaited(graph.project, name)}
    return {node for component in selection.components for node in component.uses if used_name(node) in names}


def _facade_calls(
    graph: Graph,
    colour: Colour,
    selection: Selection,
    programs: Programs,
    edits: EditSet,
    new_async: set[Function],
    calls: _Calls,
) -> None:
    """Let the calls of the facade be awaited that leave it."""
    for call in graph.facade_calls:
        if is_served(graph.project, call.named_in, call.use):
            continue
        handed_on = call.how != "offloaded" and colour.hands_on(call.caller)
        if selection.has(call.component) and not handed_on:
            if isinstance(call.call, ast.Call) and is_called_off_loop(graph.project, call.module, call.call):
                make_sync(graph.project, call.module, call.call.func, edits)
                continue
            if call.is_indirect and call.how == "call" and _runs_others(graph, call.module, call.call, new_async):
                ask_and_await(call.module, call.call, call.caller, edits)
                calls.asked.add(call.call)
            else:
                use_up(call.module, call.call, call.how, edits)
            if call.caller is None:
                programs.run(call.module, call.call)
            if call.how == "passed":
                _make_sync(graph, call.module, call.use, edits)
            if call.is_indirect and isinstance(call.call, ast.Call):
                awaitable_parameter(graph, call.module, call.call.func, edits)
                called_instead(graph, call.module, call.call, edits)
            if call.how == "framework":
                clean_up_async(graph.project, call.module, call.use, edits)
        elif (call.caller in selection.functions or call.call in selection.bridged) and colour.is_bridged(call):
            _bridge(graph, colour, call, programs, edits)


def _runs_others(
    graph: Graph, module: Module, node: ast.expr, new_async: set[Function], *, leaves_facade: bool = True
) -> bool:
    """Tell whether a call can run, beside what it awaits, what stays synchronous, and can ask which of them it was."""
    if not isinstance(node, ast.Call) or not can_be_asked(graph.project, module, node):
        return False
    return graph.callees.runs_besides(module, node, new_async, leaves_facade=leaves_facade)


def _bridge(graph: Graph, colour: Colour, call: FacadeCall, programs: Programs, edits: EditSet) -> None:
    """Await the call on the async form of its receiver, which stays on the facade for the sake of a blocked place.

    A lambda hands on what the call gives.
    """
    config = graph.project.config
    if config.from_facade is None or not isinstance(call.use, ast.Attribute):
        return
    bridge = bring_in(graph.project, call.module, config.from_facade, edits)
    edits.add(call.module, call.use.value, "bridge", bridge)
    carry_arguments(graph.project, call.module, call.use, call.use.attr, edits)
    if config.renamed(call.use.attr) != call.use.attr:
        edits.add(call.module, call.use, "rename_attribute", config.renamed(call.use.attr))
    if isinstance(call.call, ast.Call) and is_called_off_loop(graph.project, call.module, call.call):
        make_sync(graph.project, call.module, call.call.func, edits)
    elif not colour.hands_on(call.caller):
        use_up(call.module, call.call, call.how, edits)
        if call.caller is None:
            programs.run(call.module, call.call)


def _start(graph: Graph, edge: Edge, programs: Programs, edits: EditSet) -> None:
    """Let a program start the event loop: for its one call, or around what it does with the facade."""
    if programs.starts_with(edge):
        edits.add(edge.module, edge.node, "run_loop")
        edits.of(edge.module).needs.add("asyncio")
    elif isinstance(edge.node, ast.Call) and is_called_off_loop(graph.project, edge.module, edge.node):
        make_sync(graph.project, edge.module, edge.node.func, edits)
    elif programs.run(edge.module, edge.node):
        use_up(edge.module, edge.node, edge.how, edits)


def _make_sync(graph: Graph, module: Module, node: ast.AST, edits: EditSet) -> None:
    """Give what runs outside the event loop a synchronous function to call."""
    if not isinstance(node, ast.expr):
        return
    inference = graph.project.references.inference
    itself = [(module, node)] if runs_off_loop(graph.project, module, node) else []
    for owner, place in itself or graph.handed_out.by_loop(module, node).served:
        if inference.made_synchronous(owner.parents[place]) is None:
            make_sync(graph.project, owner, place, edits)


def _is_async(function: Function | None, new_async: set[Function]) -> bool:
    return function is not None and (function.is_async or function in new_async)


def _async_iterators(graph: Graph, function: Function, selection: Selection, new_async: set[Function]) -> set[ast.expr]:
    """Return what the generator delegates to asynchronously."""
    found = {e.node for f in new_async for e in graph.edges_to(f) if e.how == "delegate" and e.caller is function}
    return found | {
        call.call
        for call in graph.facade_calls
        if call.how == "delegate" and call.caller is function and selection.has(call.component)
    }
