"""Functions that a module may give by its `__getattr__`: which one it is nobody sees where the name is read."""

import ast
from functools import cached_property

from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module


class LazyNames:
    """The places of one project that read a name of a module which gives it at run time."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def fitting(self, function: Function) -> list[tuple[Module, ast.expr]]:
        """Return the places that can mean the function: they ask for its name."""
        is_at_top = function.outer is None and function.cls is None
        return self._places.get(function.short, []) if is_at_top else []

    @cached_property
    def _places(self) -> dict[str, list[tuple[Module, ast.expr]]]:
        found: dict[str, list[tuple[Module, ast.expr]]] = {}
        for module, node, name in (read for reads in self._project.lazy_reads.values() for read in reads):
            if not self._project.is_retired(module):
                found.setdefault(name, []).append((module, node))
        return found
