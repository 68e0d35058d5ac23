"""Which way the facade flows between carriers that change together.

`note(layer)` and `note(config)` give one parameter two things. The parameter changes as a whole, and what is given to
it is looked at for that; but `config` is not the facade for it: nothing leads from a place that brings the facade in to
`config`.
"""

import ast

from tools.ferry.project.carriers import Carrier


class Flows:
    """The directed flows in one project, from the carriers that the facade is known to come into."""

    def __init__(self) -> None:
        self._entered: set[Carrier] = set()
        self._to: dict[Carrier, list[Carrier]] = {}
        self._reads: dict[ast.expr, list[Carrier]] = {}

    def enters(self, carrier: Carrier) -> None:
        """Note that a source, an annotation, a type or a stand-in shows the facade in the carrier."""
        self._entered.add(carrier)

    def add(self, carrier: Carrier, other: Carrier) -> None:
        """Note that what is in the carrier goes into the other one."""
        self._to.setdefault(carrier, []).append(other)

    def read(self, node: ast.expr, carrier: Carrier) -> None:
        """Note that the node uses what is in the carrier."""
        self._reads.setdefault(node, []).append(carrier)

    def unreached(self) -> set[ast.expr]:
        """Return the uses of what no flow of the facade leads to."""
        reached, queue = set(self._entered), list(self._entered)
        while queue:
            for other in self._to.get(queue.pop(), ()):
                if other not in reached:
                    reached.add(other)
                    queue.append(other)
        return {node for node, carriers in self._reads.items() if reached.isdisjoint(carriers)}
