"""Which way the facade flows between carriers that change together.

`note(layer)` and `note(config)` give one parameter two things. The parameter changes as a whole, and what is given to
it is looked at for that; but `config` is not the facade for it: nothing leads from a place that brings the facade in to
`config`. What the parameter hands on can be either: `Box(layer).value` and `Box({"a": 1}).value`.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping

from tools.ferry.project.carriers import Carrier

_LITERALS: dict[type[ast.expr], type] = {
    ast.Dict: dict, ast.List: list, ast.Set: set, ast.Tuple: tuple, ast.JoinedStr: str,
}  # fmt: skip


class Flows:
    """The directed flows in one project, from the carriers that the facade is known to come into."""

    def __init__(self) -> None:
        self._entered: set[Carrier] = set()
        self._declared: set[Carrier] = set()
        self._to: dict[Carrier, list[Carrier]] = {}
        self._reads: dict[ast.expr, list[Carrier]] = {}
        self._literals: dict[type, set[Carrier]] = {}
        self._doubles: dict[ast.expr, set[Carrier]] = {}
        self._following: dict[Carrier, frozenset[ast.expr]] = {}

    def enters(self, carrier: Carrier) -> None:
        """Note that a source, a type or a stand-in shows the facade in the carrier."""
        self._entered.add(carrier)

    def declares(self, carrier: Carrier) -> None:
        """Note that an annotation shows the facade in the carrier."""
        self._entered.add(carrier)
        self._declared.add(carrier)

    def add(self, carrier: Carrier, other: Carrier) -> None:
        """Note that what is in the carrier goes into the other one."""
        self._to.setdefault(carrier, []).append(other)

    def read(self, node: ast.expr, carrier: Carrier) -> None:
        """Note that the node uses what is in the carrier."""
        self._reads.setdefault(node, []).append(carrier)

    def holds(self, carrier: Carrier, value: ast.expr) -> None:
        """Note a literal that goes into the carrier; an empty one, or one with names in it, may hold the facade."""
        kind = type(value.value) if isinstance(value, ast.Constant) else _LITERALS.get(type(value))
        if kind is None:
            return
        inside = list(ast.walk(value))
        is_plain = isinstance(value, ast.JoinedStr) or not any(isinstance(part, ast.Name) for part in inside)
        if is_plain and (len(inside) > 1 + isinstance(value, ast.List | ast.Tuple) or kind is str):
            self._literals.setdefault(kind, set()).add(carrier)

    def doubled(self, carrier: Carrier, value: ast.expr) -> None:
        """Note an object of another class that goes into the carrier."""
        self._doubles.setdefault(value, set()).add(carrier)

    def taking(self, value: ast.expr) -> set[Carrier]:
        """Return the carriers into which an object of another class goes."""
        return self._doubles.get(value, set())

    def used_as_facade(self, value: ast.expr) -> frozenset[ast.expr] | None:
        """Return the uses to which an object of another class goes; None where it was not seen to go anywhere."""
        if value not in self._doubles:
            return None
        return frozenset(node for carrier in self._doubles[value] for node in self._uses_after(carrier))

    def _uses_after(self, carrier: Carrier) -> frozenset[ast.expr]:
        if carrier not in self._following:
            reached = _reached(self._to, [carrier])
            uses = (node for node, users in self._reads.items() if not reached.isdisjoint(users))
            self._following[carrier] = frozenset(uses)
        return self._following[carrier]

    def filling(self) -> set[Carrier]:
        """Return the carriers that the facade is known to come into, and those that flow into one."""
        return self._before(self._entered)

    def _before(self, carriers: Iterable[Carrier]) -> set[Carrier]:
        before: dict[Carrier, list[Carrier]] = {}
        for carrier, others in self._to.items():
            for other in others:
                before.setdefault(other, []).append(carrier)
        return _reached(before, carriers)

    def fed(self) -> set[Carrier]:
        """Return the carriers into which another one flows."""
        return {other for others in self._to.values() for other in others}

    def reached(self) -> set[Carrier]:
        """Return the carriers to which a flow of the facade leads."""
        return _reached(self._to, self._entered)

    def unreached(self) -> set[ast.expr]:
        """Return the uses of what no flow of the facade leads to."""
        reached = self.reached()
        return {node for node, carriers in self._reads.items() if reached.isdisjoint(carriers)}

    def used_together(self) -> Iterator[list[Carrier]]:
        """Yield the carriers of which one node uses what is in them, where the facade reaches one of them."""
        reached = self.reached()
        for carriers in self._reads.values():
            if len(carriers) > 1 and not reached.isdisjoint(carriers):
                yield carriers

    def declared(self) -> set[Carrier]:
        """Return the carriers that an annotation says to hold the facade, and variables and results given to one."""
        given = (c for c, others in self._to.items() if c.kind != "attr" and not self._declared.isdisjoint(others))
        return {*self._declared, *given}

    def wanted(self) -> set[Carrier]:
        """Return the carriers from which what is in them goes where an annotation wants the facade."""
        return self._before(self._declared)

    def wanted_uses(self) -> set[ast.expr]:
        """Return the uses of what is given where an annotation wants the facade."""
        wanted = self.wanted()
        return {node for node, carriers in self._reads.items() if not wanted.isdisjoint(carriers)}

    def mixed(self) -> set[ast.expr]:
        """Return the uses of what can also be a literal that has an attribute of that name."""
        found: set[ast.expr] = set()
        for kind, carriers in self._literals.items():
            reached = _reached(self._to, carriers)
            for node, users in self._reads.items():
                answers = isinstance(node, ast.Attribute) and node.attr in vars(kind) and node.attr not in vars(object)
                if answers and not reached.isdisjoint(users):
                    found.add(node)
        return found


def _reached(flows: Mapping[Carrier, Iterable[Carrier]], start: Iterable[Carrier]) -> set[Carrier]:
    """Return what is reached from the start, and that itself."""
    reached = set(start)
    queue = list(reached)
    while queue:
        for other in flows.get(queue.pop(), ()):
            if other not in reached:
                reached.add(other)
                queue.append(other)
    return reached
