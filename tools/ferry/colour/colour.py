"""The colour of a call graph: which functions must become async, what stands in the way, what stays on the facade."""

import ast
from dataclasses import dataclass, field

from tools.ferry.calls.graph import Edge, FacadeCall
from tools.ferry.colour.blockers import blocker_at
from tools.ferry.model import Blocker
from tools.ferry.project.carriers import Component
from tools.ferry.source import Function


@dataclass(slots=True)
class Colour:
    """`reason` maps each function that must become async to what it calls next on the way to a facade call.

    `named` are the lambdas that await more than what they hand on: they become functions with a name. `off_loop` are
    the calls of the facade at an edge of the tree, where `to_sync` serves. `keepers` maps each component that stays on
    the facade to the place that was first found to keep it there.
    """

    reason: dict[Function, Edge | FacadeCall] = field(default_factory=dict)
    blockers: list[Blocker] = field(default_factory=list)
    frozen: set[Function] = field(default_factory=set)
    keepers: dict[Component, tuple[str, int]] = field(default_factory=dict)
    named: set[Function] = field(default_factory=set)
    gaps: set[ast.expr] = field(default_factory=set)
    off_loop: set[ast.expr] = field(default_factory=set)
    bridge: bool = False

    def is_frozen(self, component: Component) -> bool:
        """Tell whether the component has to stay on the facade."""
        return component in self.keepers

    def moves(self, call: FacadeCall) -> bool:
        """Tell whether the call becomes awaited: with its component, or by a bridge."""
        return not self.is_frozen(call.component) or self.is_bridged(call)

    def is_bridged(self, call: FacadeCall) -> bool:
        """Tell whether the call is awaited on the async form of an object that stays on the facade."""
        caller = call.caller
        free = caller is not None and (caller in self.reason or (caller.is_async and caller not in self.frozen))
        return (free or call.call in self.off_loop) and self.can_bridge(call)

    def can_bridge(self, call: FacadeCall) -> bool:
        """Tell whether the call could be awaited if its function were async."""
        receiver = call.use.value if isinstance(call.use, ast.Attribute) else None
        plain = isinstance(receiver, ast.Name | ast.Attribute | ast.Call | ast.Subscript)
        plain = plain and call.how in {"call", "expected"}
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

    def report(self, kind: str, why: Edge | FacadeCall) -> None:
        """List the place as a blocker of the kind, once."""
        blocker = blocker_at(kind, why.module, why.call if isinstance(why, FacadeCall) else why.node)
        if blocker not in self.blockers:
            self.blockers.append(blocker)
