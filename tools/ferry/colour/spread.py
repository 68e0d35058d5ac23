"""One spreading of the colour: from the facade's calls up to all callers, as far as it can pass."""

import ast

from tools.ferry.calls.graph import Edge, FacadeCall, Graph
from tools.ferry.colour.blockers import blocker_at, reason_of_iterator, reason_of_override, spoken_of
from tools.ferry.colour.colour import Colour, Place
from tools.ferry.colour.handed import is_called_here, is_lambda_awaited
from tools.ferry.colour.lambdas import can_be_named, expectation_of
from tools.ferry.colour.mixed import mixed
from tools.ferry.colour.obstacles import Obstacles
from tools.ferry.colour.served import dismiss, serve, serve_for_library
from tools.ferry.colour.unserved import reason_unserved
from tools.ferry.functions.decorators import has_twin, wrappers_of
from tools.ferry.functions.edges import has_no_loop, is_called_off_loop, is_in_class_body
from tools.ferry.functions.entry import is_package_start, is_start, own_loop, program_block
from tools.ferry.functions.looked_up import is_looked_up
from tools.ferry.functions.off_loop import runs_off_loop
from tools.ferry.functions.second_names import is_second_name, is_special_name
from tools.ferry.functions.waits import facade_waits
from tools.ferry.model import Blocker
from tools.ferry.project.carriers import Component, used_name
from tools.ferry.source import Function, Module
from tools.ferry.types.fixtures import fixtures_asked
from tools.ferry.uses.consumption import COLOURING
from tools.ferry.uses.usage import is_probe

Blocked = tuple[Function | None, Edge | FacadeCall, Place]
"""A function that stays synchronous, if it is one; what would have coloured it; the blocker that keeps it so."""


_WRAPPER = "the wrapper of a decorator would wait here, and not all that it wraps can become async with it"

_GIVEN_ANOTHER = "other callers give the function an iterator that stays synchronous, and it reads both"


class Spread:
    """One spreading of the colour; `blocked` collects where it cannot pass, with the way it came."""

    def __init__(self, graph: Graph, obstacles: Obstacles, found: Colour, synchronous: str) -> None:
        self.graph = graph
        self.obstacles = obstacles
        self.found = found
        self.synchronous = synchronous
        self.stuck = _stuck(graph, found)
        self.blocked: list[Blocked] = []
        self.queue: list[Function] = []
        self.tried: set[Function] = set()
        self.starts: dict[Module, list[Edge]] = {}

    def run(self) -> None:
        """Spread from the facade's calls to all callers."""
        self.found.reason.clear()
        self.found.named.clear()
        for call in self.graph.facade_calls:
            bridged = self.found.can_bridge(call) and call.caller is not None and call.caller not in self.found.frozen
            if self.found.is_frozen(call.component) and not bridged:
                continue
            if call.how == "framework" or (self.synchronous and used_name(call.use) == self.synchronous):
                continue
            if call.how == "lost":
                self._block("generator", None, call, reason_of_iterator(call.module, call.call))
            elif call.how == "passed":
                if not is_called_here(self.graph, call):
                    self._block("callback", None, call)
            else:
                self._reach(call.caller, call)
        self._drain()
        while self._reach_runners():
            self._drain()
        for kind, why in mixed(self.graph, self.found):
            is_given = kind == "generator" and isinstance(why, Edge) and bool(self.graph.given_beside(why))
            reason = reason_of_iterator(why.module, why.node) if isinstance(why, Edge) and why.how == "asked" else ""
            self._block(kind, None, why, _GIVEN_ANOTHER if is_given else reason)
        self._block_second_starts()
        self._block_asked_fixtures()
        self._block_served()

    def _block_second_starts(self) -> None:
        """Block what the statements of a `__main__.py` call where that is more than one: each would start a loop."""
        for starts in self.starts.values():
            for why in starts if len(starts) > 1 else ():
                self._block("import_time", None, why)

    def _block_asked_fixtures(self) -> None:
        """Block a fixture for which an async test asks by its name: pytest cannot run it inside the test's loop.

        Nor can one that stays synchronous come to a loop of the facade's there: then the test stays, too.
        """
        project = self.graph.project
        for module, call in project.asked_fixtures:
            asker = project.owner(module, call)
            if asker is None or not (asker.is_async or asker in self.found.reason):
                continue
            for fixture in fixtures_asked(project.program, module, call):
                if fixture.is_async or fixture in self.found.reason:
                    self._block("callback", None, Edge(fixture, asker, module, call, "passed"))
                elif fixture in self.found.frozen and asker in self.found.reason and facade_waits(project):
                    self.blocked.append((asker, self.found.reason[asker], self.found.frozen[fixture]))

    def _block_served(self) -> None:
        """Block the functions that are loaded by name, or called, inside an event loop: `to_sync` does not serve."""
        graph = self.graph
        for function, (places, why) in list(self.found.served.items()):
            loaded = self._inside_loops(places)
            called = self._inside_loops([(e.module, e.node) for e in graph.edges_to(function) if e.how in COLOURING])
            unknown = self._inside_loops(graph.unknown.fitting(function))
            if loaded or called or unknown:
                dismiss(graph, self.found, function)
            if loaded or unknown:
                self._block_at("dynamic" if loaded else "unknown", loaded or unknown, function, why)
            elif called:
                self._block("override", function, why, "code on an event loop calls it, where `to_sync` does not serve")

    def _inside_loops(self, places: list[tuple[Module, ast.expr]]) -> list[tuple[Module, ast.expr]]:
        return [place for place in places if self._runs_in_a_loop(self.graph.project.owner(*place))]

    def _drain(self) -> None:
        while self.queue:
            current = self.queue.pop(0)
            relatives = {
                *self.graph.family(current, together=False),
                *self.graph.wrapped.with_it(current, self.found.reason),
            }
            for relative in sorted((f for f in relatives if f not in self.found.reason), key=lambda f: f.name):
                self._reach(relative, self.found.reason[current])
            for edge in self.graph.edges_to(current):
                self._follow(edge)
            for module, node in self.graph.handed_out.by_decorators(current, self.graph.family(current)):
                self._block("callback", current, Edge(current, None, module, node, "passed"))
            for module, node in self.graph.handed_out.unseen_of_decorators(current):
                self._block("unknown", current, Edge(current, None, module, node, "passed"))
            for module, node in self.obstacles.given(current):
                self._block("callback", None, Edge(current, None, module, node, "passed"))

    def _reach_runners(self) -> bool:
        """Colour functions that start an event loop of their own and are called where one runs now."""
        for function, call in self.graph.runners:
            if function in self.found.reason or function in self.found.frozen or function in self.tried:
                continue
            if self._is_called_in_a_loop(function):
                self.tried.add(function)
                why = FacadeCall(Component(), function, function.module, call.func, call, "awaited", function.module)
                if own_loop(function) is call:
                    self._block("loop", function, why)
                else:
                    self._reach(function, why)
                return True
        return False

    def _is_called_in_a_loop(self, function: Function) -> bool:
        """Tell whether a function that is async, or becomes it, reaches `function` through synchronous calls."""
        queue, seen = [function], {function}
        while queue:
            for edge in self.graph.edges_to(queue.pop()):
                if edge.how != "call" or edge.caller is None or edge.caller in seen:
                    continue
                if edge.caller.is_async or edge.caller in self.found.reason:
                    return True
                seen.add(edge.caller)
                queue.append(edge.caller)
        return False

    def _follow(self, edge: Edge) -> None:
        if edge.how == "lost" or self.obstacles.ends_late(edge):
            reason = reason_of_iterator(edge.module, edge.node) if edge.how == "lost" else ""
            self._block("generator", None, edge, reason)
        elif edge.how == "call" and is_package_start(self.graph.project, edge.module, edge.node):
            self.starts.setdefault(edge.module, []).append(edge)
        elif edge.how in COLOURING:
            self._reach(edge.caller, edge)
        elif edge.how == "asked":
            return
        elif edge.how == "layer":
            self._block("layer", None, edge)
        elif is_special_name(edge.callee, edge.module, edge.node):
            self._block("special_method", None, edge)
        elif runs_off_loop(self.graph.project, edge.module, edge.node) or self._is_second_name(edge):
            return
        elif edge.how == "passed" or (edge.how == "table" and not self._is_only_asked(edge)):
            for kind, place in self.obstacles.handed(edge):
                self._block(kind, None, place)

    def _is_second_name(self, edge: Edge) -> bool:
        return is_second_name(self.graph.project, edge.callee, edge.module, edge.node)

    def _is_only_asked(self, edge: Edge) -> bool:
        return is_probe(edge.module, edge.node) or is_looked_up(self.graph.project, edge.module, edge.node)

    def _reach(self, function: Function | None, why: Edge | FacadeCall) -> None:
        if has_no_loop(self.graph.project, function) and self._starts_loop(why):
            return
        if function is not None and isinstance(function.node, ast.Lambda):
            self._reach_lambda(function, why)
            return
        if is_in_class_body(why.module, why.node if isinstance(why, Edge) else why.call):
            self._block("import_time", None, why)
            return
        if function is not None and (function.is_async or function in self.found.reason):
            return
        if function in self.found.frozen:
            self.blocked.append((function, why, self.found.frozen[function]))
            return
        if function is not None and serve_for_library(self.graph, self.found, function, why):
            return
        if function is not None and self._is_unlike_others(function, why):
            return
        kind = self.obstacles.kind(function)
        keeper = self.stuck.get(function) or self._held_by_wrapper(function)
        if kind is None and keeper is not None:
            self.found.report("held_back", why, keeper)
            self.blocked.append((function, why, keeper))
        elif kind is not None:
            named = function if kind == "override" else None
            reason = reason_of_override(self.graph.project, named) if named is not None else ""
            self._block(kind, function, why, reason)
        elif function in self.found.fixed and function is not None:
            self._block_at("mock", self.found.fixed[function], function, why)
        elif function is not None and not self._is_called_unseen(function, why):
            self.found.reason[function] = why
            self.queue.append(function)

    def _is_unlike_others(self, function: Function, why: Edge | FacadeCall) -> bool:
        """Tell whether what has to change with the function cannot: overrides, or what the wrapper wraps."""
        if misfits := self.graph.misfits(function):
            found = [spoken_of("generator", one.module.file, one.line, one.short) for one in misfits]
            self._leave(found, function, why)
        elif self.graph.wrapped.stays(function):
            self._block("decorator", function, why, _WRAPPER)
        else:
            return False
        return True

    def _held_by_wrapper(self, function: Function | None) -> Place | None:
        """Return what keeps a decorator's wrapper synchronous that has more to await than the function it wraps.

        Its async twin would call that as the wrapper does.
        """
        for wrapper in wrappers_of(self.graph.project, function) if function is not None else ():
            if wrapper.outer is None or has_twin(wrapper.outer):
                continue
            if wrapper in self.found.frozen:
                return self.found.frozen[wrapper]
        return None

    def _is_called_unseen(self, function: Function, why: Edge | FacadeCall) -> bool:
        """Tell whether something that may call the function does not say what it calls; then it stays synchronous."""
        blockers = self.obstacles.unseen(function)
        if not blockers:
            return self._is_chosen_at_run_time(function, why)
        self._leave(blockers, function, why)
        return True

    def _is_chosen_at_run_time(self, function: Function, why: Edge | FacadeCall) -> bool:
        """Tell whether a name that a text or variable gives loads the function, or what stands in its place.

        Then it stays synchronous: blocked, or served where it is loaded.
        """
        named, loaded = self.obstacles.chosen(function)
        if named or (loaded and not serve(self.graph, self.found, function, loaded, why)):
            self._block_at("dynamic", named or loaded, function, why)
        return bool(named or loaded)

    def _runs_in_a_loop(self, function: Function | None) -> bool:
        if function is None:
            return False
        return function.is_async or function in self.found.reason or self._is_called_in_a_loop(function)

    def _starts_loop(self, why: Edge | FacadeCall) -> bool:
        """Tell whether the call starts an event loop: a program's, for it or around it, or one for `to_sync`."""
        node = why.call if isinstance(why, FacadeCall) else why.node
        alone = isinstance(why, Edge) and why.how == "call" and is_start(why.module, node)
        alone = alone or (why.how == "call" and is_called_off_loop(self.graph.project, why.module, node))
        return alone or program_block(self.graph.project, why.module, node) is not None

    def _reach_lambda(self, function: Function, why: Edge | FacadeCall) -> None:
        """Pass through a lambda that the tree awaits wherever it runs: it hands on a result, or gets a name."""
        node = why.call if isinstance(why, FacadeCall) else why.node
        handed_on = isinstance(function.node, ast.Lambda) and function.node.body is node and why.how == "call"
        if expectation_of(function) is not None:
            self.found.named.add(function)
            self.found.reason.setdefault(function, why)
            self._reach(function.outer, why)
            return
        is_inlined = self.graph.is_inlined(function)
        handed_on = handed_on and not is_inlined
        is_awaited = is_inlined or is_lambda_awaited(self.graph, function)
        if not is_awaited or not (handed_on or is_inlined or can_be_named(self.graph.project, function)):
            self._block("lambda", function, why)
            return
        if not handed_on:
            self.found.named.add(function)
        if function not in self.found.reason:
            self.found.reason[function] = why
            self.queue.append(function)

    def _block_at(
        self, kind: str, places: list[tuple[Module, ast.expr]], function: Function, why: Edge | FacadeCall
    ) -> None:
        """Leave a function synchronous that may be called at the places: nobody would await it there."""
        self._leave([blocker_at(kind, *place) for place in places], function, why)

    def _leave(self, blockers: list[Blocker], function: Function, why: Edge | FacadeCall) -> None:
        """Leave a function synchronous because of the blockers, of which the first is named as what keeps it so."""
        self.found.blockers += [one for one in dict.fromkeys(blockers) if one not in self.found.blockers]
        self.blocked.append((function, why, (blockers[0].file, blockers[0].line)))

    def _block(self, kind: str, function: Function | None, why: Edge | FacadeCall, reason: str = "") -> None:
        closer = reason_unserved(self.graph.project, kind, function, why)
        self.found.report(kind, why, reason=closer or reason)
        node = why.call if isinstance(why, FacadeCall) else why.node
        self.blocked.append((function, why, (why.module.file, node.lineno)))


def _stuck(graph: Graph, found: Colour) -> dict[Function | None, Place]:
    """Return the functions that use up an iterator or a context manager that stays synchronous, with its keeper."""
    stuck: dict[Function | None, Place] = {}
    for function, place in found.frozen.items():
        for edge in graph.edges_to(function) if graph.shape(function) != "await" else ():
            if edge.how in COLOURING:
                stuck.setdefault(edge.caller, place)
    for call in graph.facade_calls:
        if call.how in COLOURING - {"call"} and found.is_frozen(call.component) and not found.can_bridge(call):
            stuck.setdefault(call.caller, found.keepers[call.component])
    return stuck
