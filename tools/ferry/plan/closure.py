"""What one step takes along: the functions of its categories and everything that they would otherwise leave broken."""

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field

from tools.ferry.calls.graph import Graph
from tools.ferry.calls.stubbed import StubbedMethod
from tools.ferry.colour.colour import Colour
from tools.ferry.colour.lambdas import expectation_of
from tools.ferry.functions.edges import has_no_loop, is_edge
from tools.ferry.plan.twins import moved_reads
from tools.ferry.project.carriers import Component
from tools.ferry.source import Function
from tools.ferry.uses.consumption import COLOURING


@dataclass(slots=True)
class Selection:
    """`functions` are rewritten; those that are not async yet become it. `components`, in order, leave the facade.

    `bridged` are calls at an edge that leave it by a bridge.
    """

    functions: set[Function] = field(default_factory=set)
    components: dict[Component, None] = field(default_factory=dict)
    bridged: set[ast.expr] = field(default_factory=set)

    def has(self, component: Component) -> bool:
        """Tell whether the component is switched."""
        return component in self.components


def select(
    graph: Graph, colour: Colour, categories: Iterable[str], without: frozenset[Function] = frozenset()
) -> Selection:
    """Return what a step for `categories` rewrites: closed under callers, overrides and shared carriers.

    The functions in `without`, and what they hold, are left alone; so is what goes into a holder beside its twin.
    """
    wanted = set(categories)
    found = Selection(functions=_seeds(graph, colour, wanted) - without)
    waiting = {one.component for one in colour.stand_ins}
    only_serving = {one for one in graph.project.serving if not moved_reads(graph.project, one)}
    called = {call.component for call in graph.facade_calls}
    for component in graph.components:
        if not colour.is_frozen(component) and component not in called | waiting:
            owners = {graph.project.owner(source.module, node) for node, source in component.sources.items()}
            in_wanted = any(graph.project.category(module) in wanted for module in component.modules)
            if in_wanted and not owners & (without | only_serving):
                found.components[component] = None
    for call in graph.facade_calls:
        # Those that no function holds that becomes async: a program's own calls, a WSGI application's, and methods that
        # a function gives to a thread.
        stays = call.caller is not None and not call.caller.is_async and call.caller not in colour.reason
        if (
            (has_no_loop(graph.project, call.caller) or (call.how == "passed" and stays))
            and colour.moves(call)
            and graph.project.category(call.module) in wanted
        ):
            if colour.is_frozen(call.component):
                found.bridged.add(call.call)
            else:
                found.components[call.component] = None
    followed: set[Function] = set()
    size = -1
    while size != len(found.functions) + len(found.components):
        size = len(found.functions) + len(found.components)
        _take_components(graph, colour, found)
        _take_stubbed(colour, found)
        _take_stand_ins(colour, found)
        _take_callers(graph, colour, found, followed)
        _take_callees(graph, colour, found)
    return found


def _seeds(graph: Graph, colour: Colour, wanted: set[str]) -> set[Function]:
    project = graph.project
    found = {f for f in colour.reason if project.category(f.module) in wanted}
    for call in graph.facade_calls:
        if call.caller is None or not call.caller.is_async or not colour.moves(call):
            continue
        if project.category(call.module) in wanted:
            found.add(call.caller)
    for callee in colour.reason:
        for edge in graph.edges_to(callee):
            if (
                edge.how in COLOURING
                and edge.caller
                and edge.caller.is_async
                and project.category(edge.module) in wanted
            ):
                found.add(edge.caller)
    return found


def _take_components(graph: Graph, colour: Colour, found: Selection) -> None:
    for call in graph.facade_calls:
        if call.caller in found.functions and not colour.is_frozen(call.component):
            found.components[call.component] = None
    for call in graph.facade_calls:
        if (
            found.has(call.component)
            and call.caller
            and call.caller not in found.functions
            and call.how != "passed"
            and not is_edge(graph.project, call.caller)
        ):
            found.functions.add(call.caller)


def _take_stubbed(colour: Colour, found: Selection) -> None:
    """Take the objects along that meet the same stub of a method of the facade as one that leaves it here."""
    for stubbed in colour.stubbed:
        if stubbed.follows and leaves(found, stubbed):
            for component in stubbed.components:
                if not colour.is_frozen(component):
                    found.components[component] = None


def _take_stand_ins(colour: Colour, found: Selection) -> None:
    """Take what stands for the facade in tests along with the calls that can meet it, and these with each other."""
    for one in colour.stand_ins:
        if any(found.has(call.component) for call in one.calls) and not colour.is_frozen(one.component):
            found.components |= dict.fromkeys((one.component, *(call.component for call in one.calls)))


def leaves(found: Selection, stubbed: StubbedMethod) -> bool:
    """Tell whether a stub goes to the target with its object; one behind the bridge stays, the facade calls it too."""
    return any(found.has(component) for component in stubbed.components)


def _take_callers(graph: Graph, colour: Colour, found: Selection, followed: set[Function]) -> None:
    new = found.functions - followed
    followed |= new
    for function in new:
        if function not in colour.reason:
            continue
        together = (*graph.family(function), *graph.wrapped.with_it(function, colour.reason))
        found.functions |= {relative for relative in together if relative in colour.reason}
        if expectation_of(function) is not None and function.outer is not None:
            found.functions.add(function.outer)  # it awaits what the lambda did
        for edge in graph.edges_to(function):
            if edge.how in COLOURING and edge.caller in colour.reason:
                found.functions.add(edge.caller)
            check = graph.protocol_checks.at(edge.node, edge.callee.short) if edge.how == "asked" else None
            asked = graph.protocol_checks.methods(check) if check is not None else ()
            found.functions |= {method for method in asked if method in colour.reason}


def _take_callees(graph: Graph, colour: Colour, found: Selection) -> None:
    """Take generators, context managers and what items are taken through along with what consumes them.

    No thread can stand between.
    """
    for function in colour.reason:
        if function in found.functions:
            continue
        inseparable = {"unrolled"} if graph.shape(function) == "await" else COLOURING
        if any(edge.how in inseparable and edge.caller in found.functions for edge in graph.edges_to(function)):
            found.functions.add(function)
