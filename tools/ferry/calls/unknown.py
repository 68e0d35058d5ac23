"""Calls on objects of which nothing is known: one of them may be of a method that becomes async."""

import ast
from collections.abc import Iterator, Set
from functools import cached_property

from tools.ferry.calls.families import Families
from tools.ferry.calls.shown_by_use import is_shown_otherwise
from tools.ferry.functions.edges import is_called_off_loop
from tools.ferry.functions.handed_out import HandedOut
from tools.ferry.functions.made_objects import MadeObjects, taker
from tools.ferry.functions.receivers import results_read, unknown_asks, unknown_reads
from tools.ferry.functions.second_names import names_of
from tools.ferry.functions.standard import CALLING
from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module, called_name
from tools.ferry.uses.signatures import takes
from tools.ferry.uses.usage import OFFLOADERS, used_as

_Place = tuple[Module, ast.Call]

_CALLERS = CALLING | OFFLOADERS.keys() | {"cache", "lru_cache", "submit"}
"""Functions that call a function which they are given, or what they make of it does."""


class UnknownCalls:
    """The calls by the name of a method whose receiver neither the type checker nor our own inference knows.

    `traced` are the uses of the facade, as the carriers know them.
    """

    def __init__(
        self,
        project: Project,
        traced: Set[ast.expr],
        handed_out: HandedOut,
        objects: MadeObjects,
        families: Families,
    ) -> None:
        self._project = project
        self._traced = traced
        self._handed_out = handed_out
        self._objects = objects
        self._families = families
        self._by_name: dict[str, list[_Place]] = {}
        self._of_results: dict[str, list[tuple[Module, ast.Call, str]]] = {}  # each with the library that gives it
        self._taken: dict[str, list[tuple[Module, ast.expr]]] = {}

    def fitting(self, method: Function) -> list[tuple[Module, ast.expr]]:
        """Return what may run the method, since it takes such arguments, and what nobody would await."""
        calls = [place for place in self._all(method) if not self._is_served(method, *place)]
        names = names_of(method) if _can_be(method) else []
        calls += [place for name in names for place in self._named.get(name, [])]
        taken = [place for name in names for place in self._taken_and_run(name)]
        return [*((module, call.func) for module, call in calls), *taken]

    def served(self, method: Function) -> list[_Place]:
        """Return the calls that can be of the method where no event loop runs: `to_sync` serves, whatever is called."""
        return [place for place in self._all(method) if self._is_served(method, *place)]

    def _all(self, method: Function) -> list[_Place]:
        names = names_of(method) if _can_be(method) else []
        named = [place for name in names for place in (*self._calls_of(name), *self._on_results(method, name))]
        fitting = [place for place in named if takes(method, place[1])]
        return [place for place in fitting if not is_shown_otherwise(self._project, method, *place)]

    def _is_served(self, method: Function, module: Module, call: ast.Call) -> bool:
        plain = self._families.shape(method) == "await" and used_as(module, call.func, "await")[0] == "call"
        return plain and is_called_off_loop(self._project, module, call)

    def _calls_of(self, name: str) -> list[_Place]:
        if name not in self._by_name:
            self._by_name[name] = self._find(name)
        return self._by_name[name]

    def _find(self, name: str) -> list[_Place]:
        found = []
        for module, node in unknown_reads(self._project, name):
            call = module.parents[node]
            if not isinstance(call, ast.Call) or call.func is not node or node in self._traced:
                continue
            if not isinstance(module.parents[call], ast.Await):
                found.append((module, call))
        return found

    def _on_results(self, method: Function, name: str) -> list[_Place]:
        """Return the calls on what a library gives that gets objects with the method: it may give one of them back."""
        if name not in self._of_results:
            self._of_results[name] = list(self._find_on_results(name))
        found = self._of_results[name]
        takers = {taker(self._project, *place) for place in self._objects.given(method)} if found else set()
        return [(module, call) for module, call, library in found if library in takers]

    def _find_on_results(self, name: str) -> Iterator[tuple[Module, ast.Call, str]]:
        for module, node, library in results_read(self._project, name):
            call = module.parents[node]
            is_called = isinstance(call, ast.Call) and call.func is node and node not in self._traced
            if is_called and isinstance(call, ast.Call) and not isinstance(module.parents[call], ast.Await):
                yield module, call, library

    def _taken_and_run(self, name: str) -> list[tuple[Module, ast.expr]]:
        """Return where a method is taken of an unknown object to be called later: `look = page.look`."""
        if name not in self._taken:
            reads = [*unknown_reads(self._project, name), *unknown_asks(self._project, name)]
            self._taken[name] = [(m, n) for m, n in reads if n not in self._traced and self._is_run_later(m, n)]
        return self._taken[name]

    def _is_run_later(self, module: Module, node: ast.expr) -> bool:
        call = module.parents[node]
        if isinstance(node, ast.Attribute) and isinstance(call, ast.Call) and call.func is node:
            return False
        return any(_runs(*place) for place in self._handed_out.places(module, node))

    @cached_property
    def _named(self) -> dict[str, list[_Place]]:
        """The calls that give a function which calls or reads what a constant names, of any object."""
        found: dict[str, list[_Place]] = {}
        for maker in ("methodcaller", "attrgetter"):
            for module, node in self._project.program.loads.get(maker, []):
                call = module.parents[node]
                if isinstance(call, ast.Call) and call.func is node and not self._project.is_retired(module):
                    texts = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
                    for name in (name for text in texts for name in text.split(".")):
                        found.setdefault(name, []).append((module, call))
        return found


def _runs(module: Module, node: ast.expr) -> bool:
    """Tell whether the function there is called, or given to what is known to call it."""
    parent = module.parents[node]
    if isinstance(parent, ast.keyword):
        return parent.arg in {"default_factory", "key", "target"}
    if not isinstance(parent, ast.Call):
        return False
    return parent.func is node or (called_name(parent.func) in _CALLERS and node in parent.args[:2])


def _can_be(method: Function) -> bool:
    """Tell whether a call by the name alone can be of the function: it is a method, and none that Python calls."""
    return method.cls is not None and not method.short.startswith("__")
