"""Where the facade is put into an attribute of an object of which nothing is known: `state.layer = layer`.

It may be the attribute of that name of any class: both stay on the facade.
"""

import ast

from tools.ferry.carriers.places import is_kept_elsewhere
from tools.ferry.project.carriers import Carrier, Components, Place
from tools.ferry.project.project import Project
from tools.ferry.source import Module
from tools.ferry.trace.importing import Importing


class PutOutside:
    """Those places of one project, as they are met."""

    def __init__(self, project: Project, components: Components, importing: Importing) -> None:
        self._project = project
        self._components = components
        self._importing = importing
        self._places: list[tuple[Carrier, Place, str]] = []

    def note(self, carrier: Carrier, module: Module, node: ast.expr) -> None:
        """Note what reads the carrier, if its value goes into an attribute of an unknown object."""
        assignment = module.parents[node]
        if isinstance(assignment, ast.Assign) and is_kept_elsewhere(self._project, module, node):
            names = [target.attr for target in assignment.targets if isinstance(target, ast.Attribute)]
            self._places += ((carrier, Place(module, node), name) for name in names)

    def settle(self) -> None:
        """Note each place with the component whose facade goes there, and with those of the attributes it may set."""
        for carrier, place, name in self._places:
            own = self._components.of(carrier)
            for other in self._attributes(place.module, name):
                if self._components.of(other) is not own:
                    own.unseen[place.node] = self._components.of(other).unseen[place.node] = place

    def _attributes(self, module: Module, name: str) -> list[Carrier]:
        """Return the attributes of the name of classes that the module can know of, or that can know of it."""
        found = self._components.attributes(name)
        modules = ((one, one.owner if isinstance(one.owner, Module) else one.owner.module) for one in found)
        return [one for one, owner in modules if self._importing.are_linked(module, owner)]
