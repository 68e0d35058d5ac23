"""The part of the call graph that matters: calls on the facade, and who calls a function that must become async."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tools.ferry.plan.carriers import Component
from tools.ferry.plan.project import Project
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.types.names import ancestry, descendants
from tools.ferry.types.values import FunctionRef, Mock

OFFLOADERS = {"to_thread": 0, "run_in_threadpool": 0, "run_sync": 0, "run_in_executor": 1}
"""Functions that run a callable in a worker thread -> the position of that callable."""

FRAMEWORK = frozenset({
    "Depends", "Security", "add_api_route", "add_route", "add_websocket_route", "add_api_websocket_route", "add_task",
    "add_event_handler", "add_exception_handler",
})  # fmt: skip
"""Calls that take a function and await it when it is async."""

How = Literal["call", "offloaded", "awaited", "framework", "table", "mock", "passed", "layer"]


@dataclass(frozen=True, slots=True)
class Edge:
    """One use of a function; `node` is the call, or the reference where it is not called there."""

    callee: Function
    caller: Function | None
    module: Module
    node: ast.expr
    how: How


@dataclass(frozen=True, slots=True)
class FacadeCall:
    """One call of a facade method; `use` is the `receiver.method` part, `call` what becomes awaited."""

    component: Component
    caller: Function | None
    module: Module
    use: ast.Attribute
    call: ast.Call
    how: How


class Graph:
    """Calls in one project, found on demand."""

    def __init__(self, project: Project, components: list[Component]) -> None:
        self.project = project
        self.components = components
        self.facade_calls = [call for component in components for call in self._facade_calls(component)]
        self._edges: dict[Function, list[Edge]] = {}
        self._indirect: dict[Function, list[tuple[Module, ast.Call]]] | None = None

    def _facade_calls(self, component: Component) -> Iterator[FacadeCall]:
        for node, place in component.uses.items():
            if not isinstance(node, ast.Attribute) or node.attr not in self.project.facade_methods:
                continue
            if node.attr in self.project.config.stay_sync or self._is_mock(place.module, node):
                continue
            how, call = usage(place.module, node)
            caller = self.project.owner(place.module, node)
            if isinstance(call, ast.Call) and how in {"call", "awaited", "offloaded"}:
                yield FacadeCall(component, caller, place.module, node, call, how)

    def _is_mock(self, module: Module, node: ast.Attribute) -> bool:
        parent = module.parents[node]
        return isinstance(parent, ast.Attribute) and any(
            isinstance(v, Mock) for v in self.project.references.inference.of(module, node)
        )

    def edges_to(self, function: Function) -> list[Edge]:
        """Return every use of `function` outside files that go away, in the order of the tree."""
        if function not in self._edges:
            found = {edge.node: edge for edge in self._find_edges(function)}
            self._edges[function] = list(found.values())
        return self._edges[function]

    def _find_edges(self, function: Function) -> Iterator[Edge]:
        for module, node in self.project.references.to(function):
            if self.project.is_retired(module):
                continue
            how, place = usage(module, node)
            how = "layer" if node in self.project.layer else how
            if how in {"call", "awaited"} and self._is_class_call(module, node):
                continue
            yield Edge(function, self.project.owner(module, node), module, place, how)
        for module, call in self._indirect_calls().get(function, []):
            how, place = usage(module, call.func)
            yield Edge(function, self.project.owner(module, call), module, place, how)

    def _is_class_call(self, module: Module, node: ast.expr) -> bool:
        name = node if isinstance(node, ast.Name | ast.Attribute) else None
        return name is not None and any(
            isinstance(d, Class) for d in self.project.references.resolve(module, name).definitions
        )

    def _indirect_calls(self) -> dict[Function, list[tuple[Module, ast.Call]]]:
        """Return the calls through variables: parameters, table entries, attributes that hold functions."""
        if self._indirect is None:
            self._indirect = {}
            shorts = {function.short for function in self.project.program.functions.values()}
            for module in self.project.program.files.values():
                if self.project.is_retired(module):
                    continue
                for node in module.parents:
                    if isinstance(node, ast.Call) and called_name(node.func) not in shorts:
                        for value in self.project.references.inference.of(module, node.func):
                            if isinstance(value, FunctionRef):
                                self._indirect.setdefault(value.function, []).append((module, node))
        return self._indirect

    def family(self, function: Function) -> set[Function]:
        """Return the functions that must have its colour: overrides, and those called through one variable."""
        found = {function}
        queue = [function]
        while queue:
            current = queue.pop()
            for relative in (*self._overrides(current), *self._table(current)):
                if relative not in found:
                    found.add(relative)
                    queue.append(relative)
        return found

    def _overrides(self, function: Function) -> Iterator[Function]:
        if function.cls is None:
            return
        program = self.project.program
        for cls in (*ancestry(program, function.cls), *descendants(program, function.cls)):
            if function.short in cls.methods:
                yield cls.methods[function.short]

    def _table(self, function: Function) -> Iterator[Function]:
        for module, call in self._indirect_calls().get(function, []):
            for value in self.project.references.inference.of(module, call.func):
                if isinstance(value, FunctionRef):
                    yield value.function


def usage(module: Module, node: ast.expr) -> tuple[How, ast.expr]:
    """Return how a reference to a function is used, and the expression that an edit would be about."""
    parent = module.parents[node]
    if isinstance(parent, ast.Call) and parent.func is node:
        return ("awaited" if isinstance(module.parents[parent], ast.Await) else "call"), parent
    if isinstance(parent, ast.Call):
        name = called_name(parent.func)
        if name in OFFLOADERS and parent.args.index(node) == OFFLOADERS[name] if node in parent.args else False:
            return "offloaded", parent
        if name in FRAMEWORK:
            return "framework", node
        return "passed", node
    if isinstance(parent, ast.Attribute):
        return "mock", node
    if isinstance(parent, ast.keyword):
        return "passed", node
    return "table", node
