"""The colour of a call graph: which functions must become async, what stands in the way, what stays on the facade."""

import ast
from dataclasses import dataclass, field, replace

from tools.ferry.calls.graph import Edge, FacadeCall
from tools.ferry.calls.stand_ins import StandIn
from tools.ferry.calls.stubbed import StubbedMethod
from tools.ferry.colour.blockers import blocker_at
from tools.ferry.functions.edges import is_in_class_body
from tools.ferry.model import Blocker
from tools.ferry.project.carriers import Component
from tools.ferry.source import Function, Module, called_name, text_of
from tools.ferry.uses.unrolled import unrolled

_BRIDGED = ast.Name | ast.Attribute | ast.Call | ast.Subscript | ast.BoolOp | ast.IfExp | ast.NamedExpr
"""The receivers that a bridge can be given."""

Place = tuple[str, int]
"""A file and a line."""


@dataclass(frozen=True, slots=True)
class Left:
    """A place of a test that a person changes before what is `kept` for it can change: functions, components."""

    module: Module
    node: ast.expr
    kept: tuple[Function | Component, ...]


@dataclass(slots=True)
class Colour:
    """`reason` maps each function that must become async to what it calls next on the way to a facade call.

    `named` are the lambdas that await more than what they hand on: they become functions with a name. `alone` are
    the facade's calls that no coroutine holds and that still can be awaited: at an edge of the tree by `to_sync`, in a
    program's block since that becomes a coroutine. `frozen` maps each function that has to stay
    synchronous, and `keepers` each component that stays on the facade, to the blocker first found to keep it so.
    `served` are the functions that stay synchronous for what may load them by name, with those places, or for a library
    that calls them, as edges of the tree, and what each calls.
    `left` are the places of tests that keep something so, once these were asked for.
    `stubbed` are the stubs of the facade's methods in tests, and `fixed` those that cannot be awaited, by the function
    of the tree in whose place each is put. `stand_ins` are what tests give for the facade out of sight.
    """

    reason: dict[Function, Edge | FacadeCall] = field(default_factory=dict)
    blockers: list[Blocker] = field(default_factory=list)
    frozen: dict[Function, Place] = field(default_factory=dict)
    keepers: dict[Component, Place] = field(default_factory=dict)
    named: set[Function] = field(default_factory=set)
    gaps: set[ast.expr] = field(default_factory=set)
    stubbed: list[StubbedMethod] = field(default_factory=list)
    stand_ins: list[StandIn] = field(default_factory=list)
    fixed: dict[Function, list[tuple[Module, ast.expr]]] = field(default_factory=dict)
    alone: set[ast.expr] = field(default_factory=set)
    served: dict[Function, tuple[list[tuple[Module, ast.expr]], Edge | FacadeCall]] = field(default_factory=dict)
    bridge: bool = False
    left: tuple[Left, ...] | None = None

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
        return (free or call.call in self.alone) and self.can_bridge(call)

    def can_bridge(self, call: FacadeCall) -> bool:
        """Tell whether the call could be awaited if its function were async."""
        if not self.bridge or not self.is_frozen(call.component) or call.use in self.gaps:
            return False
        receiver = call.use.value if isinstance(call.use, ast.Attribute) else None
        plain = isinstance(receiver, _BRIDGED) and not _is_chosen(receiver)
        by_itself = call.how in {"expected", "unrolled"} or (call.how == "call" and not call.is_indirect)
        plain = plain and by_itself  # what a variable holds is bridged where it is put there, or not at all
        return plain and not _is_item(call, receiver) and not is_in_class_body(call.module, call.call)

    def hands_on(self, function: Function | None) -> bool:
        """Tell whether the function is a lambda that stays one: what it calls is handed on to be awaited."""
        return function is not None and isinstance(function.node, ast.Lambda) and function not in self.named

    def chain(self, function: Function) -> str:
        """Return the shortest way from `function` to a facade call, as text."""
        names = [function.name]
        current = self.reason.get(function)
        while isinstance(current, Edge):
            names.append(current.callee.name)
            current = self.reason.get(current.callee)
        if current is not None:
            names.append(f"{text_of(current.use)} ({current.named_in.file}:{current.use.lineno})")
        return " -> ".join(names)

    def keeper(self, call: FacadeCall) -> Place | None:
        """Return the place that keeps the call on the facade, or synchronous though a bridge could be awaited."""
        if call.caller in self.frozen and (self.can_bridge(call) or not self.is_frozen(call.component)):
            return self.frozen[call.caller]
        return self.keepers.get(call.component)

    def report(self, kind: str, why: Edge | FacadeCall, keeper: Place | None = None, reason: str = "") -> None:
        """List the place as a blocker of the kind, once; `keeper` is another blocker that makes it one.

        `reason` is closer than the kind's.
        """
        blocker = blocker_at(kind, why.module, why.call if isinstance(why, FacadeCall) else why.node, reason=reason)
        if keeper is not None:
            blocker = replace(blocker, reason=f"{blocker.reason}: {keeper[0]}:{keeper[1]}")
        if blocker not in self.blockers:
            self.blockers.append(blocker)


def _is_item(call: FacadeCall, receiver: ast.expr | None) -> bool:
    """Tell whether the receiver is what a lambda gets of each item: in its comprehension more is known of that."""
    caller = call.caller.node if call.caller is not None else None
    if not isinstance(caller, ast.Lambda) or unrolled(call.module, caller) is None:
        return False
    names = {part.id for part in ast.walk(receiver) if isinstance(part, ast.Name)} if receiver is not None else set()
    return not names.isdisjoint(argument.arg for argument in caller.args.args)


def _is_chosen(receiver: ast.expr) -> bool:
    """Tell whether a name that is made at run time says which object it is: another can be something else."""
    if not isinstance(receiver, ast.Call) or called_name(receiver) != "getattr":
        return False
    return any(not isinstance(name, ast.Constant) for name in receiver.args[1:2])
