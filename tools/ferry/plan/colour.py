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
from tools.ferry.source import Function, Module, called_name


@dataclass(slots=True)
class Colour:
    """`reason` maps each function that must become async to what it calls next on the way to a facade call."""

    reason: dict[Function, Edge | FacadeCall] = field(default_factory=dict)
    blockers: list[Blocker] = field(default_factory=list)
    frozen: set[Function] = field(default_factory=set)
    frozen_components: list[Component] = field(default_factory=list)

    def is_frozen(self, component: Component) -> bool:
        """Tell whether the component has to stay on the facade."""
        return any(component is other for other in self.frozen_components)

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
    found = Colour()
    wrappers = sync_wrappers(graph)
    _freeze_gaps(graph, found)
    while True:
        found.reason.clear()
        blocked = _spread(graph, found, wrappers)
        if not blocked:
            _report_held_back(graph, found)
            found.blockers.sort()
            return found
        _hold_back(graph, found, blocked)


def _spread(graph: Graph, found: Colour, wrappers: frozenset[str]) -> list[tuple[Function | None, Edge | FacadeCall]]:
    """Spread the colour; returns the places where it cannot pass that were not known before."""
    blocked: list[tuple[Function | None, Edge | FacadeCall]] = []
    queue: list[Function] = []

    def reach(function: Function | None, why: Edge | FacadeCall) -> None:
        if function is not None and (function.is_async or function in found.reason):
            return
        kind = "import_time" if function is None else blocker_of(function, wrappers)
        if kind is not None:
            _report(found, kind, why)
            blocked.append((function, why))
            return
        if function is not None:
            found.reason[function] = why
            queue.append(function)

    for call in graph.facade_calls:
        if not found.is_frozen(call.component):
            reach(call.caller, call)
    while queue:
        current = queue.pop(0)
        for relative in sorted(graph.family(current), key=lambda f: f.name):
            if relative is not current:
                reach(relative, found.reason[current])
        for edge in graph.edges_to(current):
            if edge.how == "call":
                reach(edge.caller, edge)
            elif edge.how == "passed" and not _called_in_tree(graph, edge):
                _report(found, "callback", edge)
                blocked.append((None, edge))
    return blocked


def _called_in_tree(graph: Graph, edge: Edge) -> bool:
    """Tell whether a function passed as an argument is called by code of the tree, which the colour reaches itself."""
    return any(other.how in {"call", "awaited"} and other.node is not edge.node for other in graph.edges_to(edge.callee)
               if isinstance(other.node, ast.Call) and called_name(other.node.func) != edge.callee.short)  # fmt: skip


def _hold_back(graph: Graph, found: Colour, blocked: list[tuple[Function | None, Edge | FacadeCall]]) -> None:
    """Freeze what the blocked places call, down to the components of the facade."""
    queue: list[Function] = []
    for function, why in blocked:
        if function is not None:
            queue.append(function)
        if isinstance(why, FacadeCall):
            _freeze(found, why.component)
        else:
            queue.append(why.callee)
    while queue:
        current = queue.pop()
        if current in found.frozen:
            continue
        found.frozen.add(current)
        queue += [f for f in graph.family(current) if f not in found.frozen]
        for call in graph.facade_calls:
            if call.caller is current:
                _freeze(found, call.component)
        for callee, why in list(found.reason.items()):
            del why
            if any(edge.caller is current and edge.how == "call" for edge in graph.edges_to(callee)):
                queue.append(callee)


def _report_held_back(graph: Graph, found: Colour) -> None:
    """Name every call that stays on the facade without being a blocked place itself."""
    places = {(blocker.file, blocker.line) for blocker in found.blockers}
    for call in graph.facade_calls:
        if found.is_frozen(call.component) and (call.module.file, call.call.lineno) not in places:
            _report(found, "held_back", call)


def _freeze(found: Colour, component: Component) -> None:
    if not found.is_frozen(component):
        found.frozen_components.append(component)


def _freeze_gaps(graph: Graph, found: Colour) -> None:
    """Freeze components on which code uses what the target does not have."""
    project = graph.project
    target = {name for name in _target_methods(graph)}
    for component in graph.components:
        for node, place in component.uses.items():
            if not isinstance(node, ast.Attribute):
                continue
            kind = None
            if node.attr in project.facade_methods and project.config.renamed(node.attr) not in target:
                kind = "gap"
            elif node.attr.startswith("_") and not node.attr.startswith("__") and project.facade is not None:
                kind = "private"
            if kind is not None:
                _freeze(found, component)
                found.blockers.append(_blocker(kind, place.module, node, f"`{node.attr}`: "))


def _target_methods(graph: Graph) -> set[str]:
    from tools.ferry.types.names import ancestry

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
