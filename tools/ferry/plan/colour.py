"""The colouring: which functions must become async, and which cannot.

Colour rises from the facade's calls to their callers. A function that cannot be async holds everything below it back:
what it calls stays synchronous, on the facade, until a person clears the blocker.
"""

import ast
from dataclasses import dataclass, field

from tools.ferry.model import Blocker
from tools.ferry.plan.blockers import KIND, blocker_of
from tools.ferry.plan.carriers import Component
from tools.ferry.plan.graph import Edge, FacadeCall, Graph
from tools.ferry.plan.places import built_classes
from tools.ferry.source import Function, Module, called_name
from tools.ferry.types.names import ancestry


@dataclass(slots=True)
class Colour:
    """`reason` maps each function that must become async to what it calls next on the way to a facade call."""

    reason: dict[Function, Edge | FacadeCall] = field(default_factory=dict)
    blockers: list[Blocker] = field(default_factory=list)
    frozen: set[Function] = field(default_factory=set)
    frozen_components: set[Component] = field(default_factory=set)
    gaps: set[ast.expr] = field(default_factory=set)
    bridge: bool = False

    def is_frozen(self, component: Component) -> bool:
        """Tell whether the component has to stay on the facade."""
        return component in self.frozen_components

    def moves(self, call: FacadeCall) -> bool:
        """Tell whether the call becomes awaited: with its component, or by a bridge."""
        return not self.is_frozen(call.component) or self.is_bridged(call)

    def is_bridged(self, call: FacadeCall) -> bool:
        """Tell whether the call is awaited on the async form of an object that stays on the facade."""
        caller = call.caller
        free = caller is not None and (caller in self.reason or (caller.is_async and caller not in self.frozen))
        return free and self.can_bridge(call)

    def can_bridge(self, call: FacadeCall) -> bool:
        """Tell whether the call could be awaited if its function were async."""
        plain = isinstance(call.use.value, ast.Name | ast.Attribute | ast.Call | ast.Subscript)
        return self.bridge and plain and call.use not in self.gaps and self.is_frozen(call.component)

    def chain(self, function: Function) -> str:
        """Return the shortest way from `function` to a facade call, as text."""
        names = [function.name]
        current = self.reason.get(function)
        while isinstance(current, Edge):
            names.append(current.callee.name)
            current = self.reason.get(current.callee)
        if current is not None:
            names.append(f"{ast.unparse(current.use)} ({current.module.file}:{current.use.lineno})")
        return " -> ".join(names)


def colour(graph: Graph) -> Colour:
    """Colour the graph, breadth first, so that each reason is a shortest one."""
    found = Colour(bridge=graph.project.config.from_facade is not None)
    wrappers = sync_wrappers(graph)
    _freeze_gaps(graph, found)
    size = -1
    while size != len(found.frozen) + len(found.frozen_components):
        size = len(found.frozen) + len(found.frozen_components)
        spread = _Spread(graph, found, wrappers)
        spread.run()
        _hold_back(graph, found, spread.blocked)
    _report_held_back(graph, found)
    found.blockers.sort()
    return found


class _Spread:
    """One spreading of the colour; `blocked` collects where it cannot pass, with the way it came."""

    def __init__(self, graph: Graph, found: Colour, wrappers: frozenset[str]) -> None:
        self.graph = graph
        self.found = found
        self.wrappers = wrappers
        self.blocked: list[tuple[Function | None, Edge | FacadeCall]] = []
        self.queue: list[Function] = []

    def run(self) -> None:
        """Spread from the facade's calls to all callers."""
        self.found.reason.clear()
        for call in self.graph.facade_calls:
            bridged = self.found.can_bridge(call) and call.caller is not None and call.caller not in self.found.frozen
            if bridged or not self.found.is_frozen(call.component):
                self._reach(call.caller, call)
        while self.queue:
            current = self.queue.pop(0)
            for relative in sorted(self.graph.family(current), key=lambda f: f.name):
                self._reach(relative, self.found.reason[current])
            for edge in self.graph.edges_to(current):
                self._follow(edge)

    def _follow(self, edge: Edge) -> None:
        if edge.how == "call":
            self._reach(edge.caller, edge)
        elif edge.how == "layer":
            _report(self.found, "layer", edge)
            self.blocked.append((None, edge))
        elif edge.how in {"passed", "table"} and not _called_in_tree(self.graph, edge):
            _report(self.found, "callback", edge)
            self.blocked.append((None, edge))

    def _reach(self, function: Function | None, why: Edge | FacadeCall) -> None:
        if function is not None and (function.is_async or function in self.found.reason):
            return
        if function in self.found.frozen:
            self.blocked.append((function, why))
            return
        kind = "import_time" if function is None else blocker_of(function, self.wrappers)
        if kind is not None:
            _report(self.found, kind, why)
            self.blocked.append((function, why))
        elif function is not None:
            self.found.reason[function] = why
            self.queue.append(function)


def _called_in_tree(graph: Graph, edge: Edge) -> bool:
    """Tell whether a function that is handed on is called by code of the tree, which the colour reaches itself."""
    return any(
        isinstance(other.node, ast.Call) and called_name(other.node.func) != edge.callee.short
        for other in graph.edges_to(edge.callee)
        if other.how in {"call", "awaited"}
    )


def _hold_back(graph: Graph, found: Colour, blocked: list[tuple[Function | None, Edge | FacadeCall]]) -> None:
    """Freeze what the blocked places call, down to the components of the facade."""
    queue: list[Function] = []
    for function, why in blocked:
        queue += [function] if function is not None else []
        if isinstance(why, FacadeCall):
            found.frozen_components.add(why.component)
        else:
            queue.append(why.callee)
    while queue:
        current = queue.pop()
        if current not in found.frozen:
            found.frozen.add(current)
            queue += _below(graph, found, current)


def _below(graph: Graph, found: Colour, function: Function) -> list[Function]:
    """Freeze the components that the function calls; return its family and the coloured functions that it calls."""
    for call in graph.facade_calls:
        if call.caller is function:
            found.frozen_components.add(call.component)
    called = [f for f in found.reason if any(e.caller is function and e.how == "call" for e in graph.edges_to(f))]
    return [*graph.family(function), *called]


def _report_held_back(graph: Graph, found: Colour) -> None:
    """Name every call that stays on the facade without being a blocked place itself."""
    places = {(blocker.file, blocker.line) for blocker in found.blockers}
    for call in graph.facade_calls:
        if not found.moves(call) and (call.module.file, call.call.lineno) not in places:
            _report(found, "held_back", call)


def _freeze_gaps(graph: Graph, found: Colour) -> None:
    """Freeze components on which code uses what the target does not have."""
    project = graph.project
    target = _target_methods(graph)
    forwards = "__getattr__" in target
    for component in graph.components:
        _freeze_untwinned(graph, found, component)
        for node, place in component.uses.items():
            if component.untraced:
                found.frozen_components.add(component)
                found.blockers.append(_blocker("untraced", place.module, node, f"`{ast.unparse(node)}`: "))
            if not isinstance(node, ast.Attribute):
                continue
            kind = None
            if node.attr in project.facade_methods and project.config.renamed(node.attr) not in target:
                kind = "gap"
            elif node.attr.startswith("_") and not node.attr.startswith("__") and project.facade and not forwards:
                kind = "private"
            if kind is not None:
                found.frozen_components.add(component)
                found.gaps.add(node)
                found.blockers.append(_blocker(kind, place.module, node, f"`{node.attr}`: "))


def _freeze_untwinned(graph: Graph, found: Colour, component: Component) -> None:
    """Freeze a component that builds an heir of the facade for which no async class is named."""
    project = graph.project
    for source in component.sources.values():
        if source.kind == "construct" and isinstance(source.node, ast.Call):
            for cls in built_classes(project, source.module, source.node):
                if project.twin_class(cls) is None:
                    found.frozen_components.add(component)
                    found.blockers.append(_blocker("heir", source.module, source.node, f"`{cls.name}`: "))


def _target_methods(graph: Graph) -> set[str]:
    return {name for cls in ancestry(graph.project.program, graph.project.target) for name in cls.methods}


def sync_wrappers(graph: Graph) -> frozenset[str]:
    """Return the names of the tree's decorators that wrap a function in a synchronous one."""
    found = set()
    for function in graph.project.program.functions.values():
        for inner in function.inner.values():
            if not inner.is_async and any(isinstance(r, ast.Name) and r.id == inner.short for r in function.returns):
                found.add(function.short)
                if function.outer is not None:
                    found.add(function.outer.short)
    return frozenset(found)


def _report(found: Colour, kind: str, why: Edge | FacadeCall) -> None:
    node = why.call if isinstance(why, FacadeCall) else why.node
    blocker = _blocker(kind, why.module, node, f"`{ast.unparse(node)}`: ")
    if blocker not in found.blockers:
        found.blockers.append(blocker)


def _blocker(kind: str, module: Module, node: ast.expr, prefix: str) -> Blocker:
    return Blocker(module.file, node.lineno, kind, prefix + KIND[kind].reason, KIND[kind].recipe)
