"""Methods of the facade that code chooses at run time, `getattr(layer, name)`: what calls one stays as the facade does.

Our inference may know which names these can be; the target's are awaited only where code names the method.
"""

import ast
from collections.abc import Sequence

from tools.ferry.functions.handed_out import HandedOut
from tools.ferry.functions.variables import Place, values_of
from tools.ferry.project.carriers import Component, used_name
from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module, called_name
from tools.ferry.types.values import FunctionRef


class ChosenMethods:
    """The places of one project that do so."""

    def __init__(self, project: Project, handed_out: HandedOut, components: Sequence[Component]) -> None:
        self._project = project
        self._handed_out = handed_out
        self._uses = {
            use: place.module
            for component in components
            for use, place in component.uses.items()
            if not used_name(use) and called_name(use) == "getattr"
        }

    def meant_by(self, module: Module, call: ast.Call) -> list[ast.expr]:
        """Return the choices of which one is what is called, as far as their ways can be followed."""
        if not self._uses.keys().isdisjoint({call, call.func}):
            return [use for use in (call, call.func) if use in self._uses]
        choices = ((owner, use) for use, owner in self._uses.items())
        return [one[1] for one in choices if comes_to(self._project, self._handed_out, one, module, call.func)]

    def giving(self, method: Function) -> list[ast.expr]:
        """Return the choices that can give the method, wherever it goes from there."""
        inference = self._project.references.inference
        return [use for use, owner in self._uses.items() if FunctionRef(method) in inference.of(owner, use)]


def comes_to(project: Project, handed_out: HandedOut, reference: Place, module: Module, callee: ast.expr) -> bool:
    """Tell whether what is called is the method at the reference, as far as its way can be followed."""
    if any(node is reference[1] for _, node in values_of(project, module, callee)):
        return True
    return any(place is callee for _, place in handed_out.places(*reference))
