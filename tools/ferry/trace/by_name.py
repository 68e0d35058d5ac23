"""Carriers between which the facade may go with nothing but a name to say so: both stay on it.

`state.layer = layer` of an object of which nothing is known may set the attribute `layer` of any class; what
`return request.extra.layer` gives may be what was put there.
"""

import ast

from tools.ferry.carriers.places import is_kept_elsewhere
from tools.ferry.functions.receivers import is_unknown
from tools.ferry.project.carriers import Carrier, Components, Place
from tools.ferry.project.project import Project
from tools.ferry.source import Module
from tools.ferry.trace.importing import Importing
from tools.ferry.trace.out_of_sight import OutOfSight


class ByName:
    """The places of one project at which it may go so, as they are met."""

    def __init__(self, project: Project, components: Components, sight: OutOfSight, importing: Importing) -> None:
        self._project = project
        self._components = components
        self._sight = sight
        self._importing = importing
        self._put: list[tuple[Carrier, Place, str]] = []  # into an attribute of the name
        self._taken: list[tuple[Carrier, Place]] = []

    def put(self, carrier: Carrier, module: Module, node: ast.expr) -> None:
        """Note what reads the carrier, if its value goes into an attribute of an unknown object."""
        assignment = module.parents[node]
        if isinstance(assignment, ast.Assign) and is_kept_elsewhere(self._project, module, node):
            names = [target.attr for target in assignment.targets if isinstance(target, ast.Attribute)]
            self._put += ((carrier, Place(module, node), name) for name in names)

    def taken(self, carrier: Carrier, module: Module, value: ast.expr) -> None:
        """Note what fills the carrier and is none itself, if it is an attribute, an item, or what a method gives."""
        if value in self._sight.sources:
            return
        func = value.func if isinstance(value, ast.Call) else None
        is_given = isinstance(func, ast.Attribute) and is_unknown(self._project, module, func)
        if is_given or isinstance(value, ast.Attribute | ast.Subscript):
            self._taken.append((carrier, Place(module, value)))

    def settle(self) -> None:
        """Note each place with the components of both carriers."""
        for carrier, place, name in self._put:
            for other in self._attributes(place.module, name):
                self._note(place, carrier, other)
        for carrier, place in self._taken:
            for other in self._sight.origins(place.module, place.node):
                self._note(place, carrier, other)

    def _note(self, place: Place, carrier: Carrier, other: Carrier) -> None:
        one, two = self._components.of(carrier), self._components.of(other)
        if one is not two:
            one.unseen[place.node] = two.unseen[place.node] = place

    def _attributes(self, module: Module, name: str) -> list[Carrier]:
        """Return the attributes of the name of classes that the module can know of, or that can know of it."""
        found = self._components.attributes(name)
        modules = ((one, one.owner if isinstance(one.owner, Module) else one.owner.module) for one in found)
        return [one for one, owner in modules if self._importing.are_linked(module, owner)]
