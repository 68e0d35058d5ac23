"""Calls on objects of which nothing is known: one of them may be of a method that becomes async."""

import ast
from collections.abc import Set
from functools import cached_property

from tools.ferry.functions.receivers import unknown_reads
from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module
from tools.ferry.uses.signatures import takes


class UnknownCalls:
    """The calls by the name of a method whose receiver neither the type checker nor our own inference knows.

    `traced` are the uses of the facade, as the carriers know them.
    """

    def __init__(self, project: Project, traced: Set[ast.expr]) -> None:
        self._project = project
        self._traced = traced
        self._by_name: dict[str, list[tuple[Module, ast.Call]]] = {}

    def fitting(self, method: Function) -> list[tuple[Module, ast.Call]]:
        """Return the calls that can be of the method: it takes such arguments."""
        if method.cls is None or method.short.startswith("__"):
            return []
        if method.short not in self._by_name:
            self._by_name[method.short] = self._find(method.short)
        fitting = [(module, call) for module, call in self._by_name[method.short] if takes(method, call)]
        return fitting + self._named.get(method.short, [])

    def _find(self, name: str) -> list[tuple[Module, ast.Call]]:
        found = []
        for module, node in unknown_reads(self._project, name):
            call = module.parents[node]
            if isinstance(call, ast.Call) and call.func is node and node not in self._traced:
                found.append((module, call))
        return found

    @cached_property
    def _named(self) -> dict[str, list[tuple[Module, ast.Call]]]:
        """The calls that give a function which calls or reads what a constant names, of any object."""
        found: dict[str, list[tuple[Module, ast.Call]]] = {}
        for maker in ("methodcaller", "attrgetter"):
            for module, node in self._project.program.loads.get(maker, []):
                call = module.parents[node]
                if isinstance(call, ast.Call) and call.func is node and not self._project.is_retired(module):
                    texts = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
                    for name in (name for text in texts for name in text.split(".")):
                        found.setdefault(name, []).append((module, call))
        return found
