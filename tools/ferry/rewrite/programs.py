"""The event loops that programs start under `if __name__ == "__main__":`."""

import ast
from functools import cached_property

from tools.ferry.calls.graph import Edge, Graph
from tools.ferry.colour.colour import Colour
from tools.ferry.functions.entry import global_names, lines_of, looped, program_block
from tools.ferry.rewrite.consume import off_loop
from tools.ferry.rewrite.edits import EditSet
from tools.ferry.rewrite.waiting import kept_functions, loop_users
from tools.ferry.source import Module

_NAMES = ("main", "program", "run_program", "_main")
"""Names for the coroutine of a program; the first that is free."""


class Programs:
    """The programs of a tree, and which of their statements one event loop runs.

    What has nothing to do with the facade stays before the loop, or after it: it may start one of its own.
    """

    def __init__(self, graph: Graph, colour: Colour, edits: EditSet) -> None:
        self._graph = graph
        self._colour = colour
        self._edits = edits
        self._started: set[ast.stmt] = set()

    def run(self, module: Module, node: ast.expr) -> bool:
        """Put the statements around `node` into a coroutine that the program runs; tell whether it is in a program."""
        block = program_block(self._graph.project, module, node)
        if block is None:
            return False
        taken = {n.id for n in ast.walk(module.tree) if isinstance(n, ast.Name)} | {*module.functions, *module.imports}
        name = next(name for name in _NAMES if name not in taken or name == _NAMES[-1])
        lines = looped(block, self._nodes(module, node))
        self._started |= {statement for line in lines_of(block)[lines.start : lines.stop] for statement in line}
        words = [str(lines.start), str(lines.stop), name, *global_names(self._graph.project, module, block)]
        self._edits.add(module, block, "program_coroutine", " ".join(words))
        self._edits.of(module).needs.add("asyncio")
        return True

    def starts_with(self, edge: Edge) -> bool:
        """Tell whether the call is the whole of what its program runs in a loop: it may start that itself."""
        block = program_block(self._graph.project, edge.module, edge.node)
        if block is None or edge.how != "call":
            return False
        nodes = self._nodes(edge.module, edge.node)
        lines = looped(block, nodes)
        inside = [statement for line in lines_of(block)[lines.start : lines.stop] for statement in line]
        alone = len(inside) == 1 and isinstance(inside[0], ast.Expr) and inside[0].value is edge.node
        return alone and not any(part in nodes for part in ast.walk(inside[0]) if part is not edge.node)

    def keep_off_loop(self) -> None:
        """Run in a thread what starts a loop, or waits for one, and is called between the others in a coroutine."""
        for function in loop_users(self._graph, self._colour):
            for edge in self._graph.edges_to(function):
                started = edge.how == "call" and edge.caller is None and self._holds(edge.module, edge.node)
                if started and isinstance(edge.node, ast.Call):
                    off_loop(edge.module, edge.node, self._edits)

    def _holds(self, module: Module, node: ast.AST) -> bool:
        while node in module.parents and node not in self._started:
            node = module.parents[node]
        return node in self._started

    def _nodes(self, module: Module, node: ast.AST) -> set[ast.AST]:
        return {node, *self._on_loop.get(module.file, set())}

    @cached_property
    def _on_loop(self) -> dict[str, set[ast.AST]]:
        """What stands outside functions and uses the facade, or what becomes async in some step, by file.

        What a blocker keeps is among it: a later run, without the blocker, shall not need a second loop.
        """
        found: dict[str, set[ast.AST]] = {}
        graph = self._graph
        for function in self._colour.reason.keys() | kept_functions(graph, self._colour).keys():
            for edge in graph.edges_to(function):
                if edge.caller is None:
                    found.setdefault(edge.module.file, set()).add(edge.node)
        for component in graph.components:
            for use, place in component.uses.items():
                found.setdefault(place.module.file, set()).add(use)
        for call in graph.facade_calls:
            if call.caller is None:
                found.setdefault(call.module.file, set()).add(call.call)
        return found
