"""Following the facade from every place where it comes in, through everything that carries it."""

import ast
from collections.abc import Callable, Iterator

from tools.ferry.carriers.loads import elements_read, item_reads, loads_of
from tools.ferry.carriers.places import (
    command_object,
    facade_owns,
    gives_itself,
    is_element_read,
    is_elsewhere,
    is_kept_elsewhere,
    is_of_protocol,
    promises_target,
    read_carriers,
)
from tools.ferry.carriers.written import kept_carriers
from tools.ferry.project.carriers import Carrier, Component, Components, Place, Source
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.trace.annotated import annotated, overridden_carriers
from tools.ferry.trace.bridged import bridged_read, facade_names
from tools.ferry.trace.by_name import ByName
from tools.ferry.trace.feeders import feeders, spread_arguments, through_fixtures
from tools.ferry.trace.flows import Flows
from tools.ferry.trace.given_instead import doubled, imitates_another, put_in_place
from tools.ferry.trace.importing import Importing
from tools.ferry.trace.let_go import LetGo
from tools.ferry.trace.loaded import is_loaded
from tools.ferry.trace.out_of_sight import OutOfSight
from tools.ferry.trace.patch_places import looked_up_in
from tools.ferry.trace.patched import given_by, patched_carriers, source_carrier, told_to_give
from tools.ferry.trace.settling import Settling, passes_by
from tools.ferry.trace.sources import (
    PATCHING,
    given_by_variable,
    is_mock,
    meaning,
    overridden,
    patched_accessor,
    put_on_holders,
    put_there,
    source_kind,
    source_names,
)
from tools.ferry.trace.special_uses import special_use
from tools.ferry.types.values import FunctionRef, flattened
from tools.ferry.uses.class_checks import classes_asked


class Trace:
    """The facade's components in one project."""

    def __init__(self, project: Project, progress: Callable[[str], None]) -> None:
        self.project = project
        self.progress = progress
        self.components = Components()
        self._sight = OutOfSight(project, self.components)
        importing = Importing(project.program)
        self._let_go = LetGo(project, importing)
        self._by_name = ByName(project, self.components, self._sight, importing)
        self._flows = Flows()
        self._queue: list[Carrier] = []
        self._known_loads: dict[Carrier, list[tuple[Module, ast.expr]]] = {}
        self._patchable: list[tuple[Carrier, Carrier, bool]] = []  # by where it is looked up, and if that is there
        self._unfollowed: list[tuple[Carrier, Module, ast.expr]] = []
        self._annotated: dict[Carrier, None] = {}
        self._followed = 0
        self._entrances = PATCHING | set(project.config.travel)

    def run(self) -> list[Component]:
        """Follow all sources and annotations; returns the components in a stable order."""
        modules = self.project.program.files.values()
        for number, module in enumerate(modules, start=1):
            if self.project.is_retired(module):
                continue
            self.progress(f"following the facade: {number} of {len(modules)} files")
            speaks = self.project.speaks_of_facade(module)
            if speaks:
                self._annotations(module)
            if speaks or module.has_any(self._entrances):
                self._sources(module)
        self._join_patched()
        self._join_overrides()
        self._overridden()
        self._follow_queue()
        self._typed_uses()
        self._follow_queue()
        self._join_origins()
        self._by_name.settle()
        Settling(self.project, self.components, self._flows, self._sight, self._let_go).run()
        return self.components.all()

    def _follow_queue(self) -> None:
        while self._queue:
            self._carrier(self._queue.pop(0))
            self._followed += 1
            self.progress(f"following the facade: {self._followed} variables, attributes and results that hold it")

    def _join_origins(self) -> None:
        """Join what is known to hold the facade with what an expression that fills it may be made of.

        They change together. What a function gives is nothing that the function itself is made of.
        """
        inference = self.project.references.inference
        filling = self._flows.filling()
        spread = ((c, *argument) for c in sorted(filling, key=str) for argument in spread_arguments(self.project, c))
        for carrier, module, value in (*self._unfollowed, *spread):
            is_function = any(isinstance(inside, FunctionRef) for inside in flattened(inference.of(module, value)))
            if is_function or carrier not in filling:
                continue
            for other in self._sight.origins(module, value, seen_only=True):
                self.components.join(carrier, other)
                self._flows.add(other, carrier)

    def _typed_uses(self) -> None:
        """Take up the calls that are known by type and no flow has reached: what holds the facade there carries it.

        Where nothing holds it, the use is a component of its own, marked as one whose origin is not known.
        """
        traced = {use for component in self.components.all() for use in component.uses} - self._flows.unreached()
        for method in sorted(self.project.facade_methods):
            for module, node in self.project.program.loads.get(method, []):
                if not isinstance(node, ast.Attribute) or node in traced or passes_by(self.project, module, node):
                    continue
                if not facade_owns(self.project, module, node):
                    continue
                carriers = list(read_carriers(self.project, module, node.value))
                for carrier in carriers:
                    self._add(carrier)
                    self._flows.enters(carrier)
                if not carriers:
                    lonely = Carrier("expr", module, f"{node.lineno}:{node.col_offset}:use")
                    self._add(lonely)
                    self.components.of(lonely).uses[node] = Place(module, node)
                    self.components.of(lonely).untraced = True
                    self._given_by_variable(lonely, module, node.value)

    # Seeds

    def _annotations(self, module: Module) -> None:
        """Note where annotations name the facade, and join what is annotated by an alias with it."""
        for carrier, name, alias in annotated(self.project, module):
            self._add(carrier)
            self._flows.enters(carrier)
            self._annotated[carrier] = None
            if alias is None:
                self.components.of(carrier).annotations[name] = Place(module, name)
            else:
                self._add(alias)
                self.components.join(carrier, alias)

    def _sources(self, module: Module) -> None:
        names = source_names(self.project, module)
        for node in (*module.nodes(ast.Call), *module.nodes(ast.Attribute)):
            if called_name(node) in names and node not in self.project.layer:
                kind = source_kind(self.project, module, node)
                if kind is not None:
                    self._source(Source(kind, module, node))
        for named, value in put_on_holders(self.project, module):
            self._put(module, named, value)

    def _put(self, module: Module, named: ast.expr, value: ast.expr) -> None:
        """Follow what a test puts where code takes the facade from: it stands for the facade."""
        place = Carrier("expr", module, f"{named.lineno}:{named.col_offset}:put")
        self._add(place)
        self._flows.enters(place)
        kind = source_kind(self.project, module, value)
        source = [source_carrier(Source(kind, module, value))] if kind is not None else []
        for carrier in (*read_carriers(self.project, module, value), *source):
            self._add(carrier)
            self._flows.enters(carrier)
            self.components.join(place, carrier)
        self._made(place, module, value)
        self.components.of(place).sources[named] = Source("put", module, named)

    def _source(self, source: Source) -> None:
        carriers = list(kept_carriers(self.project, source.module, source.node))
        if not carriers or isinstance(source.module.parents[source.node], ast.Attribute):
            carriers = [source_carrier(source)]
            self._use(carriers[0], source.module, source.node)
            self._class_checks(carriers[0], source.module, source.node)
            self._let_go.note(carriers[0], source.module, source.node)
            if is_kept_elsewhere(self.project, source.module, source.node):
                self.components.of(carriers[0]).untraced = True
        if source.kind == "accessor" and isinstance(source.node, ast.Call):
            place = looked_up_in(self.project, source.module, source.node.func)
            self._patchable.append((Carrier("patch", *place), carriers[0], place[0] is source.module))
        if source.kind in {"accessor", "construct"}:
            carriers += read_carriers(self.project, source.module, source.node)
        if source.kind in {"patch", "patched"}:
            carriers += patched_carriers(self.project, source)
        for carrier in carriers:
            self._add(carrier)
            self._flows.enters(carrier)
            self.components.join(carriers[0], carrier)
        self.components.of(carriers[0]).sources[source.node] = source
        self._given_to_patch(source)
        if isinstance(source.node, ast.Call) and (put := put_in_place(self.project, source.module, source.node)):
            self.components.of(carriers[0]).doubles[put[0]] = put[1], Place(source.module, put[0])
        self._special_use(carriers[0], source.module, source.node)
        self._sight.sources[source.node] = carriers[0]
        self._sight.note(carriers[0], source.module, source.node)
        self._by_name.put(carriers[0], source.module, source.node)

    def _given_to_patch(self, source: Source) -> None:
        """Note what the mock that a patch makes of an accessor is told to give: it is where the accessor is called."""
        module, patch = source.module, source.node
        replaced = patched_accessor(self.project, module, patch) if isinstance(patch, ast.Call) else None
        if source.kind != "patch" or replaced is None or not isinstance(patch, ast.Call):
            return
        place = Carrier("patch", *replaced)
        for value in told_to_give(self.project, module, patch):
            for carrier in read_carriers(self.project, module, value):
                self._flows.add(carrier, place)
            self._made(place, module, value)
        for value in put_there(patch):
            for given in given_by(self.project, module, value):
                self._flows.add(given, place)

    def _overridden(self) -> None:
        """Note where `app.dependency_overrides[accessor]` replaces what FastAPI gives by `Depends(accessor)`."""
        depending = [
            component
            for component in self.components.all()
            if any(called_name(source.node) in {"Depends", "Security"} for source in component.sources.values())
        ]
        for module, accessor, value in overridden(self.project) if depending else ():
            source = Carrier("expr", module, f"{accessor.lineno}:{accessor.col_offset}:overridden")
            self._add(source)
            self.components.of(source).sources[accessor] = Source("overridden", module, accessor)
            for component in depending:
                self.components.join(source, next(iter(component.carriers)))
            put = [*read_carriers(self.project, module, value), *given_by(self.project, module, value)] if value else []
            for carrier in put:
                self._add(carrier)
                self.components.join(source, carrier)

    def _join_patched(self) -> None:
        """Join what an accessor gives in one module, if a test patches it there, or no bridge can mix the layers."""
        for patch, carrier, is_own in self._patchable:
            if self.components.known(patch) or (is_own and self.project.config.from_facade is None):
                self.components.join(carrier, patch)
                self._flows.add(patch, carrier)

    def _join_overrides(self) -> None:
        """Join what is annotated by the facade in a method and in the one that it overrides: they change together."""
        for carrier in list(self._annotated):
            if isinstance(carrier.owner, Function):
                for other in overridden_carriers(self.project, carrier, carrier.owner):
                    if other in self._annotated:
                        self.components.join(carrier, other)

    # Propagation

    def _add(self, carrier: Carrier) -> None:
        if not self.components.known(carrier):
            self.components.of(carrier)
            self._queue.append(carrier)

    def _flow(self, carrier: Carrier, other: Carrier) -> None:
        if isinstance(other.owner, Function | Class) and passes_by(self.project, other.owner.module, other.owner.node):
            if other.kind == "return" and isinstance(other.owner, Function) and other.owner.cls is None:
                # The layer's own function gives the facade, and is no accessor: what it gives cannot be switched.
                self.components.of(carrier).untraced = True
            return
        self._add(other)
        self.components.join(carrier, other)

    def _carrier(self, carrier: Carrier) -> None:
        self._let_go.note_result(carrier)
        for fed in feeders(self.project, carrier):
            if isinstance(fed, Carrier):
                self._flow(carrier, fed)
                self._flows.add(fed, carrier)
                continue
            module, value = fed
            if value in self.project.layer:
                continue
            read = list(read_carriers(self.project, module, value))
            for other in read:
                self._flow(carrier, other)
                self._flows.add(other, carrier)
            if not read:
                self._unfollowed.append((carrier, module, value))
                self._by_name.taken(carrier, module, value)
            self._made(carrier, module, value)
        for module, node in self._loads(carrier):
            if not passes_by(self.project, module, node):
                self._read(carrier, module, node)
        for giver, user in through_fixtures(self.project, carrier):
            self._flow(carrier, user if giver is carrier else giver)
            self._flows.add(giver, user)
        if carrier in command_object(self.project):
            for function, name in self.project.references.inference.click.receivers:
                self._flow(carrier, Carrier("local", function, name))
                self._flows.add(carrier, Carrier("local", function, name))

    def _made(self, carrier: Carrier, module: Module, value: ast.expr) -> None:
        """Note what fills the carrier in another way than usual: a mock, a double, an accessor out of sight."""
        component = self.components.of(carrier)
        self._flows.holds(carrier, value)
        if is_loaded(self.project, module, value):
            component.own = component.own or Place(module, value)
        if isinstance(value, ast.Call) and is_mock(value):
            if self._imitates_another(carrier, module, value):
                return
            component.sources[value] = Source("mock", module, value)
            self._flows.enters(carrier)
        elif methods := doubled(self.project, module, value):
            component.doubles[value] = methods, Place(module, value)
            self._flows.doubled(carrier, value)
        self._given_by_variable(carrier, module, value)

    def _given_by_variable(self, carrier: Carrier, module: Module, value: ast.expr) -> None:
        """Note where a variable's accessor or class gives the object; that variable stays with it."""
        for call in given_by_variable(self.project, module, value):
            self.components.of(carrier).made[call] = Place(module, call)
            for held in read_carriers(self.project, module, call.func):
                self._flow(carrier, held)

    def _imitates_another(self, carrier: Carrier, module: Module, mock: ast.Call) -> bool:
        """Tell whether a mock is one of another class: by its spec, or by all that is said and asked of it."""
        around = (owner.parents[node] for owner, node in self._loads(carrier))
        asked = {part.attr for part in around if isinstance(part, ast.Attribute)}
        return imitates_another(self.project, module, mock, asked)

    def _read(self, carrier: Carrier, module: Module, node: ast.expr) -> None:
        """Follow what reads the carrier, and what takes the facade out of it when it is a collection."""
        self._class_checks(carrier, module, node)
        self._special_use(carrier, module, node)
        self._sight.note(carrier, module, node)
        self._by_name.put(carrier, module, node)
        if not self._use(carrier, module, node):
            kept = list(kept_carriers(self.project, module, node))
            if not kept:
                self._let_go.note(carrier, module, node)
            for other in kept:
                self._flow(carrier, other)
                self._flows.add(carrier, other)
        for element in elements_read(self.project, module, node):
            self._read(carrier, module, element)

    def _given_back(self, carrier: Carrier, module: Module, use: ast.Attribute) -> None:
        """Follow the facade that its own method gives: `layer.add(1).add(2)`, as long as the target's does the same."""
        given = gives_itself(self.project, module, use)
        if given is not None:
            self._read(carrier, module, given)
            if not promises_target(self.project, use.attr):
                self.components.of(carrier).untraced = True

    def _special_use(self, carrier: Carrier, module: Module, node: ast.expr) -> None:
        name = special_use(self.project, module, node)
        if name is not None:
            self.components.of(carrier).specials[node] = (name, Place(module, node))
            self._flows.read(node, carrier)

    def _class_checks(self, carrier: Carrier, module: Module, node: ast.expr) -> None:
        """Note the classes of the family for which code asks there: they change with the carrier."""
        for name in classes_asked(module, node):
            found = meaning(self.project, module, name)
            if isinstance(found, Class) and found in self.project.facade_classes and self.project.twin_class(found):
                self.components.of(carrier).annotations[name] = Place(module, name)

    def _loads(self, carrier: Carrier) -> list[tuple[Module, ast.expr]]:
        if carrier not in self._known_loads:
            self._known_loads[carrier] = list(self._find_loads(carrier))
        return self._known_loads[carrier]

    def _find_loads(self, carrier: Carrier) -> Iterator[tuple[Module, ast.expr]]:
        """Yield the expressions that read the carrier; of a returned tuple, what reads its item."""
        if not carrier.name.startswith("["):
            yield from loads_of(self.project, carrier)
            return
        for module, call in loads_of(self.project, Carrier("return", carrier.owner, "")):
            for read in item_reads(self.project, module, call, int(carrier.name[1:-1])):
                if isinstance(read, Carrier):
                    self._flow(carrier, read)
                    self._flows.add(carrier, read)
                else:
                    yield module, read

    def _use(self, carrier: Carrier, module: Module, node: ast.expr) -> bool:
        parent = module.parents[node]
        component = self.components.of(carrier)
        if isinstance(parent, ast.Attribute) and parent.value is node:
            if is_element_read(self.project, module, parent) or is_elsewhere(self.project, module, parent):
                if is_of_protocol(self.project, module, parent):
                    component.unseen[parent] = Place(module, parent)
                return False
            component.uses[parent] = Place(module, parent)
            self._flows.read(parent, carrier)
            self._given_back(carrier, module, parent)
            return True
        if not isinstance(parent, ast.Call) or parent.args[:1] != [node]:
            return False
        if (read := bridged_read(self.project, module, parent)) is not None:
            component.bridged[read] = facade_names(self.project, read.attr)
            self._flows.read(read, carrier)
            return True
        if called_name(parent.func) in {"getattr", "hasattr"}:
            component.uses[parent] = Place(module, parent)
            self._flows.read(parent, carrier)
            return True
        func = parent.func
        if isinstance(func, ast.Attribute) and meaning(self.project, module, func.value) in self.project.facade_classes:
            # `Layer.method(layer)`: the class goes where its object goes.
            component.uses[func] = Place(module, func)
            component.annotations[func.value] = Place(module, func.value)
            return True
        return False
