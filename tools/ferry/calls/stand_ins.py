"""What tests give for the facade and no code is seen to call: mocks that reach it by a way that nothing follows.

A mock of the shared holder is one, `container.persistence = MagicMock()`, and one in the place of the accessor that a
`container` or `lifespan` step's code puts there. It leaves the facade together with the calls that run in its tests:
whichever of the two went first, the other would not find what it asks for.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from tools.ferry.calls.graph import FacadeCall, Graph
from tools.ferry.calls.reach import Reach, running
from tools.ferry.project.carriers import Component, Source, used_name
from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module
from tools.ferry.trace.patch_places import fills_holder, looked_up_in, named_by, patches_of_classes
from tools.ferry.trace.sources import patched_accessor, replaced_in_module
from tools.ferry.types.fixtures import is_test_file


@dataclass(frozen=True, slots=True)
class StandIn:
    """What stands for the facade in tests, where it does, and the `calls` that can meet it."""

    component: Component
    source: Source
    calls: tuple[FacadeCall, ...]


def stand_ins(graph: Graph) -> list[StandIn]:
    """Return the stand-ins of the tree that some calls can meet."""
    called = {call.component for call in graph.facade_calls}
    found = [component for component in graph.components if component not in called and _is_stand_in(component)]
    filling = {one: replaced for one in graph.components if (replaced := _replaced(graph.project, one))}
    reach = Reach(graph, graph.facade_calls if found or filling else ())
    standing = [StandIn(one, next(iter(one.sources.values())), tuple(_meeting(graph, one, reach))) for one in found]
    standing += [StandIn(one, of[0], tuple(_reading(graph, one, of, reach))) for one, of in filling.items()]
    return [one for one in standing if one.calls]


def _replaced(project: Project, component: Component) -> list[Source]:
    """Return where tests replace the accessor or class by which a step's function fills a shared holder."""
    filling = [one for one in component.sources.values() if fills_holder(project, one)]
    if not filling:
        return []
    places = {looked_up_in(project, one.module, named_by(one.node)) for one in filling}
    patches = [(s.module, s.node) for s in component.sources.values() if s.kind == "patch"]
    patches += patches_of_classes(project, component)
    calls = [(module, call) for module, call in patches if isinstance(call, ast.Call)]
    replaced = ((m, c, patched_accessor(project, m, c) or replaced_in_module(project, m, c)) for m, c in calls)
    found = [Source("patch", module, call) for module, call, place in replaced if place in places]
    return [*found, *(Source("patch", lost.module, lost.node) for lost in component.lost_mocks.values())]


def _is_stand_in(component: Component) -> bool:
    kinds = {source.kind for source in component.sources.values()}
    return not kinds.isdisjoint({"mock", "travel", "put"}) and all(is_test_file(m) for m in component.modules)


def _meeting(graph: Graph, component: Component, reach: Reach) -> list[FacadeCall]:
    """Return the calls that can meet it: where its tests run some, these, else those that a framework makes."""
    places = [(source.module, source.node) for source in component.sources.values()]
    tests = set(_tests_around(graph, places))
    held = any(source.kind in {"travel", "put"} for source in component.sources.values())
    names = component.names_used() & graph.project.facade_methods

    def meets(call: FacadeCall) -> bool:
        if held:
            return any(s.kind == "travel" and not is_test_file(s.module) for s in call.component.sources.values())
        return not names or used_name(call.use) in names

    ways = (tests, tests | reach.served)
    return next(filter(None, ([call for call in reach.calls_under(way) if meets(call)] for way in ways)), [])


def _reading(graph: Graph, component: Component, replaced: list[Source], reach: Reach) -> list[FacadeCall]:
    """Return the component's own calls, and those on shared holders that can run in tests which replace its accessor.

    Whoever fills the holder has the application run, whatever of it.
    """
    tests = set(_tests_around(graph, [(source.module, source.node) for source in replaced]))
    under = reach.calls_under(tests | reach.uncalled)
    met = [call for call in under if any(s.kind == "travel" for s in call.component.sources.values())]
    own = [call for call in graph.facade_calls if call.component is component and call not in met]
    return [*met, *own] if met else []


def _tests_around(graph: Graph, places: list[tuple[Module, ast.expr]]) -> Iterator[Function]:
    """Yield the tests that run with what is made at one of the places, also by a function that they call for it."""
    seen = set()
    while places:
        module, node = places.pop()
        tests = running(graph.project, module, node)
        yield from tests or ()
        maker = graph.project.owner(module, node) if tests is None else None
        if maker is not None and maker not in seen:
            seen.add(maker)
            places += ((edge.module, edge.node) for edge in graph.edges_to(maker))
