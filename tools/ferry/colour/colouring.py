"""The colouring: which functions must become async, and which cannot.

Colour rises from the facade's calls to their callers. A function that cannot be async holds everything below it back:
what it calls stays synchronous, on the facade, until a person clears the blocker.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from tools.ferry.calls.graph import FacadeCall, Graph
from tools.ferry.calls.stand_ins import stand_ins
from tools.ferry.calls.standing_namespaces import plain_fakes
from tools.ferry.calls.stubbed import stubbed_methods
from tools.ferry.colour.blockers import blocker_at
from tools.ferry.colour.colour import Colour, Left, Place
from tools.ferry.colour.gaps import doubles_met, gaps_of, gives_otherwise, held_methods
from tools.ferry.colour.obstacles import Obstacles
from tools.ferry.colour.served import dismiss
from tools.ferry.colour.spread import Blocked, Spread
from tools.ferry.colour.staying import uses_on_the_loop
from tools.ferry.functions.edges import is_called_off_loop
from tools.ferry.functions.entry import program_block
from tools.ferry.functions.stubs import can_be_awaited
from tools.ferry.project.carriers import Component, used_name
from tools.ferry.project.project import Project
from tools.ferry.source import Function
from tools.ferry.uses.consumption import COLOURING
from tools.ferry.uses.parts import parts_among


@dataclass(frozen=True, slots=True)
class Assumption:
    """What would be if the target had the facade's method `name`, async or staying synchronous."""

    name: str
    stays_sync: bool


def colour(graph: Graph, assumption: Assumption | None = None, left: tuple[Left, ...] | None = None) -> Colour:
    """Colour the graph, breadth first, so that each reason is a shortest one; what tests have `left` stays as it is."""
    alone = {call.call for call in graph.facade_calls if _is_awaited_alone(graph.project, call)}
    found = Colour(alone=alone, bridge=graph.project.config.from_facade is not None)
    found.stubbed = stubbed_methods(graph)
    found.stand_ins = stand_ins(graph)
    for stub in graph.stubs:
        if not can_be_awaited(graph.project, stub, graph.shape(stub.function)):
            found.fixed.setdefault(stub.function, []).append((stub.module, stub.place))
    for function, module, made in plain_fakes(graph):
        found.fixed.setdefault(function, []).append((module, made))
    _freeze_gaps(graph, found, assumption)
    _keep_for_tests(found, left)
    obstacles = Obstacles(graph)
    size = -1
    while size != len(found.frozen) + len(found.keepers):
        size = len(found.frozen) + len(found.keepers)
        spread = Spread(graph, obstacles, found, assumption.name if assumption and assumption.stays_sync else "")
        spread.run()
        split = (*_split_by_stubs(found), *_split_by_stand_ins(found), *uses_on_the_loop(graph, found))
        _hold_back(graph, found, [*spread.blocked, *split])
    for function in list(found.served) if assumption is not None else ():
        dismiss(graph, found, function)
    _report_held_back(graph, found)
    found.blockers.sort()
    return found


def _keep_for_tests(found: Colour, left: tuple[Left, ...] | None) -> None:
    """Keep what cannot change before a person has changed a place of a test."""
    found.left = left
    for one in left or ():
        for kept in one.kept:
            if isinstance(kept, Function):
                found.fixed.setdefault(kept, []).append((one.module, one.node))
                continue
            blocker = blocker_at("mock", one.module, one.node)
            found.keepers.setdefault(kept, (blocker.file, blocker.line))
            found.blockers += [blocker] if blocker not in found.blockers else []


def _split_by_stubs(found: Colour) -> Iterator[Blocked]:
    """Yield the calls that would leave a stub behind which stays on the facade, as other calls do or it must.

    A call over the bridge leaves none: the facade's own object is behind it, with the stub. Nor does the object leave
    that has the stub, where the calls stay.
    """
    for stubbed in found.stubbed:
        awaited = [call for call in stubbed.calls if found.moves(call) and not found.is_frozen(call.component)]
        leaving = [component for component in stubbed.objects if not found.is_frozen(component)]
        is_whole = len(awaited) == len(stubbed.calls) and len(leaving) == len(stubbed.objects)
        if (awaited or leaving) and not (stubbed.follows and is_whole):
            module, place = stubbed.stub.module, stubbed.stub.place
            blocker = blocker_at("mock", module, place)
            if blocker not in found.blockers:
                found.blockers.append(blocker)
            for component in leaving:
                found.keepers.setdefault(component, (module.file, place.lineno))
            yield from ((call.caller, call, (module.file, place.lineno)) for call in awaited)


def _split_by_stand_ins(found: Colour) -> Iterator[Blocked]:
    """Yield the calls that would leave a stand-in behind which stays on the facade, as other calls do or it must."""
    for stand_in in found.stand_ins:
        kept = [call for call in stand_in.calls if found.is_frozen(call.component)]
        if not kept and not found.is_frozen(stand_in.component):
            continue
        awaited = [call for call in stand_in.calls if not found.is_frozen(call.component)]
        module, node = stand_in.source.module, stand_in.source.node
        place = (module.file, node.lineno)
        found.keepers.setdefault(stand_in.component, (found.keeper(kept[0]) if kept else None) or place)
        if awaited:
            blocker = blocker_at("mock", module, node)
            found.blockers += [blocker] if blocker not in found.blockers else []
            yield from ((call.caller, call, place) for call in awaited)


def _is_awaited_alone(project: Project, call: FacadeCall) -> bool:
    if is_called_off_loop(project, call.module, call.call):
        return True
    return call.caller is None and program_block(project, call.module, call.call) is not None


def _hold_back(graph: Graph, found: Colour, blocked: list[Blocked]) -> None:
    """Freeze what the blocked places call, down to the components of the facade."""
    queue: deque[tuple[Function, Place]] = deque()
    for function, why, place in blocked:
        queue.extend([(function, place)] if function is not None else [])
        if isinstance(why, FacadeCall):
            found.keepers.setdefault(why.component, place)
        else:
            queue.append((why.callee, place))
    coloured_below = _coloured_below(graph, found) if queue else {}
    components: dict[Function | None, set[Component]] = {}
    for call in graph.facade_calls:
        components.setdefault(call.caller, set()).add(call.component)
    while queue:
        current, place = queue.popleft()
        if current not in found.frozen:
            found.frozen[current] = place
            for component in components.get(current, ()):
                found.keepers.setdefault(component, place)
            together = (*graph.family(current, together=False), *graph.wrapped.with_it(current, found.reason))
            below = [*together, *coloured_below.get(current, ())]
            queue += [(function, place) for function in below]


def _coloured_below(graph: Graph, found: Colour) -> dict[Function, dict[Function, None]]:
    """Return the coloured functions that each function calls."""
    below: dict[Function, dict[Function, None]] = {}
    for function in found.reason:
        for edge in graph.edges_to(function):
            if edge.caller is not None and edge.how in COLOURING:
                below.setdefault(edge.caller, {})[function] = None
    return below


def _report_held_back(graph: Graph, found: Colour) -> None:
    """Name every call that stays on the facade without being a blocked place itself."""
    places = {(blocker.file, blocker.line) for blocker in found.blockers}
    for call in graph.facade_calls:
        if not found.moves(call) and (call.module.file, call.call.lineno) not in places:
            found.report("held_back", call, found.keeper(call))


def _freeze_gaps(graph: Graph, found: Colour, assumption: Assumption | None) -> None:
    """Freeze components on which code uses what the target does not have."""
    assumed = frozenset({assumption.name} if assumption else ())
    names = {name for component in graph.components for name in component.names_used()}
    names |= {name for component in graph.components for name, _ in component.specials.values()}
    parts = parts_among(graph.project, names)
    for component in graph.components:
        if component.own is not None:
            found.keepers.setdefault(component, (component.own.module.file, component.own.node.lineno))
        for method, where in held_methods(graph.project, component):
            found.frozen.setdefault(method, (where.module.file, where.node.lineno))
        for blocker, use in gaps_of(graph, component, assumed, parts):
            found.keepers.setdefault(component, (blocker.file, blocker.line))
            if blocker not in found.blockers:
                found.blockers.append(blocker)
            found.gaps |= {use} if use is not None else set()
    for stand_in in found.stand_ins:
        called = {used_name(call.use) for call in stand_in.calls}
        for blocker in doubles_met(graph.project, stand_in.component, called):
            found.keepers.setdefault(stand_in.component, (blocker.file, blocker.line))
            found.blockers += [blocker] if blocker not in found.blockers else []
    for call in graph.facade_calls:
        if call.is_indirect and gives_otherwise(graph.project, used_name(call.use), call.call):
            found.keepers.setdefault(call.component, (call.module.file, call.call.lineno))
            found.report("gap", call)
