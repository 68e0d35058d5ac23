"""What stands in the way of the colour, whatever else becomes async; answers are kept, as the colour spreads again."""

import ast

from tools.ferry.calls.graph import Edge, Graph
from tools.ferry.colour.blockers import blocker_at, blocker_of, spoken_of
from tools.ferry.colour.handed import left_to_others, objects_given
from tools.ferry.functions.entry import can_run_loop, own_loop
from tools.ferry.functions.foreign import may_be_called_by_library
from tools.ferry.model import Blocker
from tools.ferry.source import Function, Module
from tools.ferry.uses.consumption import ends_late

_Place = tuple[Module, ast.expr]


class Obstacles:
    """The obstacles in one graph."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._kinds: dict[Function | None, str | None] = {}
        self._unseen: dict[Function, list[Blocker]] = {}
        self._named: dict[Function, tuple[list[_Place], list[_Place]]] = {}
        self._handed: dict[Edge, list[tuple[str, Edge]]] = {}
        self._given: dict[Function, list[_Place]] = {}
        self._late: dict[Edge, bool] = {}

    def kind(self, function: Function | None) -> str | None:
        """Return the kind of blocker that keeps the function, or the body of a module, from becoming async, or None."""
        if function not in self._kinds:
            self._kinds[function] = "import_time" if function is None else self._kind_of(function)
        return self._kinds[function]

    def _kind_of(self, function: Function) -> str | None:
        kind = blocker_of(self._graph.project, function)
        if kind is None and can_run_loop(function.module) and own_loop(function) is not None:
            kind = "loop"
        if kind is None and may_be_called_by_library(self._graph.project, function):
            kind = None if self._graph.is_named(function, by_tests=False) else "override"
        return kind

    def unseen(self, function: Function) -> list[Blocker]:
        """Return the calls that may be of the function and do not say what they call."""
        if function not in self._unseen:
            blockers = [blocker_at("unknown", *place) for place in self._graph.unknown.fitting(function)]
            blockers += [spoken_of("unknown", *call) for call in self._graph.templates.fitting(function)]
            self._unseen[function] = blockers
        return self._unseen[function]

    def chosen(self, function: Function) -> tuple[list[_Place], list[_Place]]:
        """Return where a text or variable names the function or what takes its place, and, if nowhere, its loading."""
        if function not in self._named:
            graph = self._graph
            named = [*graph.chosen.fitting(function), *graph.replaced.fitting(function), *graph.paths.fitting(function)]
            named += graph.lazy.fitting(function)
            named += graph.paths.of_class(function) if not graph.is_called(function) else []
            loaded = graph.loaded.fitting(function) if not named else []
            self._named[function] = named, loaded if loaded and graph.is_uncalled(function) else []
        return self._named[function]

    def handed(self, edge: Edge) -> list[tuple[str, Edge]]:
        """Return where code outside the tree may call the function that is handed on, each with the kind of blocker."""
        if edge not in self._handed:
            self._handed[edge] = list(left_to_others(self._graph, edge))
        return self._handed[edge]

    def given(self, method: Function) -> list[_Place]:
        """Return where objects go to code outside the tree that may call the method."""
        if method not in self._given:
            self._given[method] = objects_given(self._graph, method)
        return self._given[method]

    def ends_late(self, edge: Edge) -> bool:
        """Tell whether what the call runs, an override for example, would clean up later than now."""
        if edge not in self._late:
            family = self._graph.family(edge.callee, together=False)
            self._late[edge] = any(ends_late(function, edge.module, edge.node, edge.how) for function in family)
        return self._late[edge]
