"""The event loops that programs start under `if __name__ == "__main__":`."""

import ast
from collections.abc import Iterator
from functools import cached_property

from tools.ferry.calls.graph import Edge, Graph
from tools.ferry.colour.colour import Colour
from tools.ferry.colour.staying import kept_functions
from tools.ferry.edits.consume import join_loop, off_loop
from tools.ferry.edits.edit_set import EditSet
from tools.ferry.edits.waiting import loop_users, uses_of
from tools.ferry.functions.edges import has_no_loop
from tools.ferry.functions.entry import (
    global_names,
    is_package_start,
    is_start,
    lines_of,
    looped,
    names_left_behind,
    program_block,
    runs_in,
    serving,
)
from tools.ferry.source import Function, Module

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
        self._started: dict[ast.stmt, Module] = {}

    def run(self, module: Module, node: ast.expr) -> bool:
        """Put the statements around `node` into a coroutine that the program runs; tell whether it is in a program."""
        block = program_block(self._graph.project, module, node)
        if block is None:
            return False
        taken = {n.id for n in ast.walk(module.tree) if isinstance(n, ast.Name)} | {*module.functions, *module.imports}
        name = next(name for name in _NAMES if name not in taken or name == _NAMES[-1])
        lines = looped(module, block, self._nodes(module, node))
        self._started |= {statement: module for line in lines_of(block)[lines.start : lines.stop] for statement in line}
        shared = sorted({*global_names(self._graph.project, module, block), *names_left_behind(block, lines)})
        words = [str(lines.start), str(lines.stop), name, *shared]
        self._edits.add(module, block, "program_coroutine", " ".join(words))
        self._edits.of(module).needs.add("asyncio")
        return True

    def starts_with(self, edge: Edge) -> bool:
        """Tell whether the call is the whole of what its program runs in a loop: it may start that itself."""
        if edge.how != "call":
            return False
        block = program_block(self._graph.project, edge.module, edge.node)
        if block is None:
            start = is_start(edge.module, edge.node)
            return start or is_package_start(self._graph.project, edge.module, edge.node)
        nodes = self._nodes(edge.module, edge.node)
        lines = looped(edge.module, block, nodes)
        inside = [statement for line in lines_of(block)[lines.start : lines.stop] for statement in line]
        others = any(part in nodes for one in inside for part in ast.walk(one) if part is not edge.node)
        alone = len(inside) == 1 and isinstance(inside[0], ast.Expr) and inside[0].value is edge.node
        return not others and (alone or is_start(edge.module, edge.node))

    def join_loops(self) -> None:
        """Await what a coroutine ran in a loop of its own, between the others; the rest that starts one gets a thread.

        So does what waits for a loop.
        """
        program = self._graph.project.program
        for statement, module in self._started.items():
            join_loop(program, module, runs_in(module, [statement]), self._edits)
            for call in serving(module, [statement]):
                off_loop(module, call, self._edits)
        for function in loop_users(self._graph, self._colour):
            for edge in uses_of(self._graph, function):
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
        for module, node in self._making():
            found.setdefault(module.file, set()).add(node)
        return found

    def _making(self) -> Iterator[tuple[Module, ast.AST]]:
        """Yield what makes the facade's objects outside functions, or calls what does: those of a target want a loop.

        What starts a loop of its own makes them in that.
        """
        graph, program = self._graph, self._graph.project.program
        places = [(s.module, s.node) for component in graph.components for s in component.sources.values()]
        alone = loop_users(graph, self._colour)
        queue: list[Function] = []
        seen: set[Function] = set()
        while places or queue:
            for module, node in places:
                function = program.enclosing(module, node)
                if function is None:
                    yield module, node
                elif function not in seen and function not in alone and not has_no_loop(graph.project, function):
                    seen.add(function)
                    queue.append(function)
            called = (edge for edge in graph.edges_to(queue.pop())) if queue else ()
            places = [(edge.module, edge.node) for edge in called if edge.how == "call"]
