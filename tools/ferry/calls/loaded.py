"""Calls of what is loaded by a name of which nothing is known: `getattr(import_module(path), name)(key)`.

They can be of any function that nobody calls, as far as it takes the arguments and gives what is asked of the result.
What is awaited there may become async.
"""

import ast
from collections.abc import Iterator
from functools import cached_property

from tools.ferry.calls.class_guards import is_known_class
from tools.ferry.calls.results import can_serve
from tools.ferry.calls.texts import texts_of
from tools.ferry.functions.handed_out import HandedOut
from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module, called_name
from tools.ferry.trace.loaded import IMPORTERS, RESOLVERS
from tools.ferry.types.fixtures import is_test_file
from tools.ferry.uses.signatures import takes

_Place = tuple[Module, ast.expr]


class LoadedByName:
    """The calls of one project, outside its tests, of what is loaded by an unknown name."""

    def __init__(self, project: Project, handed_out: HandedOut) -> None:
        self._project = project
        self._handed_out = handed_out

    def fitting(self, function: Function) -> list[_Place]:
        """Return what is called where the call can be of the function."""
        if function.outer is not None or function.cls is not None:
            return []
        fitting = [(module, call) for module, call in self._calls if takes(function, call)]
        return [(module, call.func) for module, call in fitting if can_serve(self._project, function, module, call)]

    @cached_property
    def _calls(self) -> list[tuple[Module, ast.Call]]:
        places = (place for one in self._loaded() for place in self._handed_out.places(*one))
        above = ((module, module.parents[node], node) for module, node in places if not is_test_file(module))
        calls = [(module, call) for module, call, node in above if isinstance(call, ast.Call) and call.func is node]
        calls = [(module, call) for module, call in calls if not isinstance(module.parents[call], ast.Await)]
        return [(module, call) for module, call in calls if not is_known_class(self._project, module, call.func)]

    def _loaded(self) -> Iterator[_Place]:
        for module, call in self._calls_of(IMPORTERS):
            taken = taken_from(self._project, self._handed_out, module, call)
            yield from ((owner, node) for owner, node, names in taken if not names)
        for module, call in self._calls_of(RESOLVERS):
            if self._is_foreign(module, call.func):
                yield module, call

    def _calls_of(self, names: frozenset[str]) -> Iterator[tuple[Module, ast.Call]]:
        for module, node in (place for name in sorted(names) for place in self._project.program.loads.get(name, [])):
            call = module.parents[node]
            if isinstance(call, ast.Call) and call.func is node and not self._passes_by(module, node):
                yield module, call

    def _is_foreign(self, module: Module, func: ast.expr) -> bool:
        named = isinstance(func, ast.Name | ast.Attribute)
        return named and not self._project.references.resolve(module, func).definitions  # type: ignore[arg-type]

    def _passes_by(self, module: Module, node: ast.AST) -> bool:
        return self._project.is_retired(module) or node in self._project.layer or is_test_file(module)


def taken_from(
    project: Project, handed_out: HandedOut, module: Module, load: ast.Call
) -> Iterator[tuple[Module, ast.expr, frozenset[str]]]:
    """Yield what is taken of a module that the call loads, and the names by which it is, if these are known."""
    for owner, node in handed_out.places(module, load):
        member = owner.parents[node]
        if isinstance(member, ast.Attribute) and member.value is node:
            yield owner, member, frozenset({member.attr})
        elif isinstance(member, ast.Call) and called_name(member.func) == "getattr" and member.args[:1] == [node]:
            asked = member.args[1] if len(member.args) > 1 else None
            yield owner, member, texts_of(project, owner, asked)
