"""Calls by a name alone of functions that give the facade: `import_module(name).load(settings)`, `plugin.layer()`.

Nothing follows what such a call gives, so the function has to go on giving what it gives now.
"""

import ast
from collections.abc import Iterator
from functools import cached_property

from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module
from tools.ferry.trace.loaded import IMPORTERS, RESOLVERS
from tools.ferry.types.fixtures import collected_in, is_fixture
from tools.ferry.types.values import External
from tools.ferry.uses.signatures import takes

_Call = tuple[Module, ast.Call]


class CalledByName:
    """The calls of one project of which at most the function's name is known."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def of(self, function: Function) -> list[_Call]:
        """Return the calls that can be of the function, if no other code speaks of it."""
        named = function.decorators or function.cls is not None or function.outer is not None or is_fixture(function)
        if named or isinstance(function.node, ast.Lambda) or function.short.startswith("__"):
            return []
        if self._project.references.to(function) or collected_in(self._project.program, function):
            return []
        calls = [*self._after_a_dot(function.short), *self._asked.get(function.short, []), *self._asked.get("", [])]
        return [(module, call) for module, call in calls if takes(function, call)]

    def _after_a_dot(self, name: str) -> Iterator[_Call]:
        for module, node in self._project.program.loads.get(name, []):
            call = module.parents[node]
            if not isinstance(node, ast.Attribute) or not isinstance(call, ast.Call) or call.func is not node:
                continue
            if not self._project.is_retired(module) and self._may_be_module(module, node.value):
                yield module, call

    @cached_property
    def _asked(self) -> dict[str, list[_Call]]:
        """The calls of what a loaded module is asked for by `getattr`, or a path names, by the name (or none)."""
        found: dict[str, list[_Call]] = {}
        for name in ("getattr", *sorted(RESOLVERS)):
            for module, node in self._project.program.loads.get(name, []):
                asking = module.parents[node]
                call = module.parents[asking]
                if not isinstance(asking, ast.Call) or asking.func is not node or not asking.args:
                    continue
                if not isinstance(call, ast.Call) or call.func is not asking:
                    continue
                if name != "getattr":
                    found.setdefault("", []).append((module, call))
                elif len(asking.args) > 1 and self._is_loaded(module, asking.args[0]):
                    text = asking.args[1]
                    short = str(text.value) if isinstance(text, ast.Constant) else ""
                    found.setdefault(short, []).append((module, call))
        return found

    def _may_be_module(self, module: Module, node: ast.expr) -> bool:
        values = self._project.references.inference.of(module, node)
        return not values or self._is_loaded(module, node)

    def _is_loaded(self, module: Module, node: ast.expr) -> bool:
        """Tell whether the object is a module that is loaded by a name."""
        values = self._project.references.inference.of(module, node)
        return any(isinstance(v, External) and v.called and v.name.rpartition(".")[2] in IMPORTERS for v in values)
