"""Following the facade from every place where it comes in, through everything that carries it."""

import ast
from collections.abc import Callable

from tools.ferry.carriers.places import facade_owns, read_carriers
from tools.ferry.project.carriers import Carrier, Component, Place
from tools.ferry.project.project import Project
from tools.ferry.trace.feeders import spread_arguments
from tools.ferry.trace.following import Following
from tools.ferry.trace.seeds import Seeds
from tools.ferry.trace.settling import Settling, passes_by
from tools.ferry.types.values import FunctionRef, flattened


class Trace:
    """The facade's components in one project."""

    def __init__(self, project: Project, progress: Callable[[str], None]) -> None:
        self._project = project
        self._progress = progress
        self._following = Following(project)

    def run(self) -> list[Component]:
        """Follow all sources and annotations; returns the components in a stable order."""
        following, seeds = self._following, Seeds(self._project, self._following)
        modules = self._project.program.files.values()
        for number, module in enumerate(modules, start=1):
            if not self._project.is_retired(module):
                self._progress(f"following the facade: {number} of {len(modules)} files")
                seeds.take(module)
        seeds.join()
        following.run(self._progress)
        self._typed_uses()
        following.run(self._progress)
        self._join_origins()
        following.by_name.settle()
        Settling(self._project, following.components, following.flows, following.sight, following.let_go).run()
        return following.components.all()

    def _join_origins(self) -> None:
        """Join what is known to hold the facade with what an expression that fills it may be made of.

        They change together. What a function gives is nothing that the function itself is made of.
        """
        inference = self._project.references.inference
        filling = self._following.flows.filling()
        spread = ((c, *argument) for c in sorted(filling, key=str) for argument in spread_arguments(self._project, c))
        for carrier, module, value in (*self._following.unfollowed, *spread):
            is_function = any(isinstance(inside, FunctionRef) for inside in flattened(inference.of(module, value)))
            if is_function or carrier not in filling:
                continue
            for other in self._following.sight.origins(module, value, seen_only=True):
                self._following.components.join(carrier, other)
                self._following.flows.add(other, carrier)

    def _typed_uses(self) -> None:
        """Take up the calls that are known by type and no flow has reached: what holds the facade there carries it.

        Where nothing holds it, the use is a component of its own, marked as one whose origin is not known.
        """
        traced = {
            use for component in self._following.components.all() for use in component.uses
        } - self._following.flows.unreached()
        for method in sorted(self._project.facade_methods):
            for module, node in self._project.program.loads.get(method, []):
                if not isinstance(node, ast.Attribute) or node in traced or passes_by(self._project, module, node):
                    continue
                if not facade_owns(self._project, module, node):
                    continue
                carriers = list(read_carriers(self._project, module, node.value))
                for carrier in carriers:
                    self._following.add(carrier)
                    self._following.flows.enters(carrier)
                if not carriers:
                    lonely = Carrier("expr", module, f"{node.lineno}:{node.col_offset}:use")
                    self._following.add(lonely)
                    self._following.components.of(lonely).uses[node] = Place(module, node)
                    self._following.components.of(lonely).untraced = True
                    self._following.given_by_variable(lonely, module, node.value)
