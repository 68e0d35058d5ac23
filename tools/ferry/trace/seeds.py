"""Where the facade comes in: annotations, accessors, constructors, holders, and the mocks and patches of tests."""

import ast

from tools.ferry.carriers.places import is_kept_elsewhere, read_carriers
from tools.ferry.carriers.written import kept_carriers
from tools.ferry.project.carriers import Carrier, Place, Source
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.trace.annotated import annotated, overridden_carriers
from tools.ferry.trace.following import Following
from tools.ferry.trace.given_instead import methods_of_class
from tools.ferry.trace.overrides import overridden
from tools.ferry.trace.patch_places import looked_up_in
from tools.ferry.trace.patched import given_by, patched_carriers, source_carrier, told_to_give
from tools.ferry.trace.replaced_attributes import names_of_mock, put_on_holders
from tools.ferry.trace.sources import (
    PATCHING,
    asks_another,
    held_by_mocks,
    names_of_patched,
    patched_accessor,
    patched_name,
    put_there,
    replaced_together,
    source_kind,
    source_names,
)
from tools.ferry.types.names import resolve_expression
from tools.ferry.types.patch_targets import patching
from tools.ferry.types.values import FunctionRef
from tools.ferry.uses.usage import made_by


class Seeds:
    """What brings the facade into one project, each put where it is followed from."""

    def __init__(self, project: Project, following: Following) -> None:
        self._project = project
        self._following = following
        self._patchable: list[tuple[Carrier, Carrier]] = []  # by where it is looked up
        self._classes: dict[tuple[Module | Class, str], list[Carrier]] = {}  # of accessors, by where each is looked up
        self._annotated: dict[Carrier, None] = {}
        self._travelling: dict[str, list[Carrier]] = {}  # by the attribute of a shared holder
        self._put_there: list[tuple[str, Carrier]] = []  # what tests put on it
        self._depending: list[Carrier] = []  # what FastAPI gives the facade: `layer = Depends(get_layer)`
        self._patched = names_of_patched(project)
        self._entrances = PATCHING | set(project.config.travel) | self._patched

    def take(self, module: Module) -> None:
        """Take up what the module brings in."""
        speaks = self._project.speaks_of_facade(module)
        if speaks:
            self._annotations(module)
        if speaks or module.has_any(self._entrances):
            self._sources(module)

    def join(self) -> None:
        """Join what changes together and has no flow between: patches, overrides, objects in others of the family."""
        self._join_patched()
        self._join_put()
        self._join_overrides()
        self._overridden()
        self._replaced()
        self._assigned()
        self._join_families()

    def _annotations(self, module: Module) -> None:
        """Note where annotations name the facade, and join what one annotates, and an alias with what it annotates."""
        first: dict[ast.expr, Carrier] = {}
        for carrier, name, alias in annotated(self._project, module):
            self._following.add(carrier)
            self._following.flows.declares(carrier)
            self._annotated[carrier] = None
            self._following.components.join(first.setdefault(name, carrier), carrier)
            if alias is None:
                self._following.components.of(carrier).annotations[name] = Place(module, name)
            else:
                self._following.add(alias)
                self._following.components.join(carrier, alias)

    def _sources(self, module: Module) -> None:
        names = source_names(self._project, module) | self._patched
        for node in (*module.nodes(ast.Call), *module.nodes(ast.Attribute)):
            if called_name(node) in names and node not in self._project.layer:
                kind = source_kind(self._project, module, node)
                if kind is not None:
                    self._source(Source(kind, module, node))
        for name, named, value in put_on_holders(self._project, module):
            self._put(name, module, named, value)

    def _put(self, name: str, module: Module, named: ast.expr, value: ast.expr) -> None:
        """Follow what a test puts where code takes the facade from: it stands for the facade."""
        place = Carrier("expr", module, f"{named.lineno}:{named.col_offset}:put")
        self._following.add(place)
        self._following.flows.enters(place)
        kind = source_kind(self._project, module, value)
        source = [source_carrier(Source(kind, module, value))] if kind is not None else []
        for carrier in (*read_carriers(self._project, module, value), *source):
            self._following.add(carrier)
            self._following.flows.enters(carrier)
            self._following.components.join(place, carrier)
        for carrier in names_of_mock(self._project, module, value):
            self._following.add(carrier)
            self._following.components.join(place, carrier)
        self._following.made(place, module, value)
        if value is module.parents[named] and not self._following.components.of(place).sources:
            self._following.components.of(place).lost_mocks[value] = Place(module, value)
        self._put_there.append((name, place))
        self._following.components.of(place).sources[named] = Source("put", module, named)

    def _source(self, source: Source) -> None:
        kept = list(kept_carriers(self._project, source.module, source.node))
        carriers = [carrier for carrier in kept if not self._following.is_layers_own(carrier)]
        if not carriers or isinstance(source.module.parents[source.node], ast.Attribute):
            carriers = [source_carrier(source)]
            self._following.use(carriers[0], source.module, source.node)
            self._following.let_go.note(carriers[0], source.module, source.node)
            if is_kept_elsewhere(self._project, source.module, source.node):
                self._following.components.of(carriers[0]).untraced = True
        if source.kind == "accessor" and isinstance(source.node, ast.Call):
            made = made_by(source.node) or source.node.func
            place = looked_up_in(self._project, source.module, made)
            self._patchable.append((Carrier("patch", *place), carriers[0]))
            if isinstance(made, ast.Attribute):
                owner = looked_up_in(self._project, source.module, made.value)
                self._classes.setdefault(owner, []).append(carriers[0])
        if source.kind in {"accessor", "construct"}:
            carriers += read_carriers(self._project, source.module, source.node)
        if source.kind in {"patch", "patched"}:
            carriers += patched_carriers(self._project, source)
        if source.kind == "travel" and isinstance(source.node, ast.Attribute):
            carriers += held_by_mocks(self._project, source.module, source.node)
            self._travelling.setdefault(source.node.attr, []).append(carriers[0])
        for carrier in carriers:
            self._following.add(carrier)
            self._following.flows.enters(carrier)
            self._following.components.join(carriers[0], carrier)
        component = self._following.components.of(carriers[0])
        component.sources[source.node] = source
        component.untraced |= any(self._following.beside.keeps(carrier) for carrier in kept)
        component.untraced |= asks_another(self._project, source)
        if not kept:
            self._following.given_with(carriers[0], source.module, source.node)
        self._following.class_checks(carriers[0], source.module, source.node)
        self._given_to_patch(source, carriers[0])
        self._depending += carriers[:1] if called_name(source.node) in {"Depends", "Security"} else []
        self._following.special_use(carriers[0], source.module, source.node)
        self._following.sight.sources[source.node] = carriers[0]
        self._following.sight.note(carriers[0], source.module, source.node)
        self._following.by_name.put(carriers[0], source.module, source.node)

    def _given_to_patch(self, source: Source, stand_in: Carrier) -> None:
        """Note what the mock that a patch makes of an accessor is told to give: it is where the accessor is called."""
        module, patch = source.module, source.node
        replaced = patched_accessor(self._project, module, patch) if isinstance(patch, ast.Call) else None
        if source.kind != "patch" or replaced is None or not isinstance(patch, ast.Call):
            return
        place = Carrier("patch", *replaced)
        for value in told_to_give(self._project, module, patch):
            for carrier in read_carriers(self._project, module, value):
                self._following.flows.add(carrier, place)
            self._following.made(place, module, value)
        for value in put_there(patch):
            self._doubled_by_class(stand_in, module, value)
            for given in given_by(self._project, module, value):
                self._following.flows.add(given, place)

    def _overridden(self) -> None:
        """Note where `app.dependency_overrides[accessor]` replaces what FastAPI gives by `Depends(accessor)`."""
        for module, accessor, value in overridden(self._project) if self._depending else ():
            source = Carrier("expr", module, f"{accessor.lineno}:{accessor.col_offset}:overridden")
            self._following.add(source)
            self._following.components.of(source).sources[accessor] = Source("overridden", module, accessor)
            put = (
                [*read_carriers(self._project, module, value), *given_by(self._project, module, value)] if value else []
            )
            for depending in self._depending:
                self._following.components.join(source, depending)
                for carrier in put:
                    self._following.flows.add(carrier, depending)
            for carrier in put:
                self._following.add(carrier)
                self._following.components.join(source, carrier)
            if value is not None:
                self._doubled_by_class(source, module, value)

    def _doubled_by_class(self, carrier: Carrier, module: Module, value: ast.expr) -> None:
        """Note a class of which an object is made where code calls the accessor that it replaces."""
        if methods := methods_of_class(self._project, module, value):
            self._following.components.of(carrier).doubles[value] = methods, Place(module, value)

    def _replaced(self) -> None:
        """Note the tests that replace a class on which an accessor is called: nothing follows what they give there."""
        for module, patch in patching(self._project.program) if self._classes else ():
            for carrier in self._classes.get(patched_name(self._project, module, patch) or (module, ""), ()):
                self._following.components.of(carrier).lost_mocks[patch] = Place(module, patch)

    def _assigned(self) -> None:
        """Note where the name of an accessor is assigned, `shop.get_layer = lambda: fake`: that is not followed.

        Nor is what replaces it together with others.
        """
        program, references = self._project.program, self._project.references
        together = list(replaced_together(self._project))
        for place, carrier in self._patchable:
            for module, target in program.stores.get(place.name, []) if isinstance(place.owner, Module) else ():
                statement = module.parents[target]
                if not isinstance(statement, ast.Assign) or self._project.is_retired(module):
                    continue
                values = references.inference.of(module, statement.value)
                is_put_back = any(isinstance(v, FunctionRef) and v.function in self._project.accessors for v in values)
                if not is_put_back and resolve_expression(program, module, target.value) is place.owner:
                    lost = self._following.components.of(carrier).lost_mocks
                    lost[statement.value] = Place(module, statement.value)
            for module, patch, owner, name in together:
                if (owner, name) == (place.owner, place.name):
                    self._following.components.of(carrier).lost_mocks[patch] = Place(module, patch)

    def _join_patched(self) -> None:
        """Join what an accessor gives in one module, if a test patches it there."""
        for patch, carrier in self._patchable:
            if self._following.components.known(patch):
                self._following.components.join(carrier, patch)
                self._following.flows.add(patch, carrier)

    def _join_put(self) -> None:
        """Join what reads a shared holder with what a test puts there, where that stays synchronous."""
        for name, place in self._put_there:
            component = self._following.components.of(place)
            if component.doubles or component.lost_mocks:
                for carrier in self._travelling.get(name, ()):
                    self._following.components.join(place, carrier)

    def _join_overrides(self) -> None:
        """Join what is annotated by the facade in a method and in the one that it overrides: they change together."""
        for carrier in list(self._annotated):
            if isinstance(carrier.owner, Function):
                for other in overridden_carriers(self._project, carrier, carrier.owner):
                    if other in self._annotated:
                        self._following.components.join(carrier, other)

    def _join_families(self) -> None:
        """Join what is brought in where an object of the family gets it with that object."""
        carriers = self._following.sight.sources
        for source in [source for one in self._following.components.all() for source in one.sources.values()]:
            if source.node in carriers:
                self._following.put_into_family(carriers[source.node], source.module, source.node)
