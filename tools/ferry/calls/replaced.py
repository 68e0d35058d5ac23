"""Functions that code outside tests replaces: `rules.check = anyone`, `self.load = self.load_all`.

An heir does so in its body, too. Who awaits the function is given what stands there instead. In tests `rewrite` lets
the replacement be awaitable.
"""

import ast
from collections.abc import Iterator

from tools.ferry.calls.families import Families
from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module
from tools.ferry.types.fixtures import is_test_file
from tools.ferry.types.members import stores_of
from tools.ferry.types.names import ancestry, descendants, find_method
from tools.ferry.types.values import ClassRef, External, FunctionRef, Instance, Value

_Place = tuple[Module, ast.expr]


class Replaced:
    """The replacements in one project."""

    def __init__(self, project: Project, families: Families) -> None:
        self._project = project
        self._families = families

    def fitting(self, function: Function) -> list[_Place]:
        """Return what is put in the place of the function, itself aside."""
        if function.outer is not None or isinstance(function.node, ast.Lambda):
            return []
        places = [*self._from_outside(function), *self._by_itself(function)]
        places = [place for place in places if not is_test_file(place[0])]
        return [place for place in (*places, *self._by_heirs(function)) if self._is_another(*place, function)]

    def _from_outside(self, function: Function) -> Iterator[_Place]:
        inference = self._project.references.inference
        for module, value, target in stores_of(self._project.program, function.short):
            if any(self._owns(owner, function) for owner in inference.of(module, target.value)):
                yield module, value

    def _owns(self, owner: Value, function: Function) -> bool:
        if isinstance(owner, ClassRef | Instance):
            return find_method(self._project.program, owner.cls, function.short) is function
        return isinstance(owner, External) and function.cls is None and owner.name == function.module.name

    def _by_itself(self, function: Function) -> Iterator[_Place]:
        program = self._project.program
        family = (*ancestry(program, function.cls), *descendants(program, function.cls)[1:]) if function.cls else ()
        for cls in family:
            for _, value, method in cls.assigned.get(function.short, []):
                if value is not None and method is not None:
                    yield cls.module, value
        for _, value in function.module.assigned.get(function.short, []) if function.cls is None else ():
            if value is not None and program.enclosing(function.module, value) is not None:
                yield function.module, value  # where `global` says that it is the module's

    def _by_heirs(self, function: Function) -> Iterator[_Place]:
        """Yield what the bodies of heirs put in the place of a method."""
        for cls in descendants(self._project.program, function.cls)[1:] if function.cls else ():
            for _, value, method in cls.assigned.get(function.short, []):
                if method is None and value is not None and not isinstance(value, ast.Constant):
                    yield cls.module, value

    def _is_another(self, module: Module, value: ast.expr, function: Function) -> bool:
        if value in self._project.layer or self._project.is_retired(module):
            return False
        values = self._project.references.inference.of(module, value)
        family = self._families.of(function, together=False)
        return not values or any(not isinstance(v, FunctionRef) or v.function not in family for v in values)
