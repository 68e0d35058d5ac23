"""Following the facade through everything that carries it."""

import ast
from collections.abc import Callable, Iterator

from tools.ferry.carriers.loads import elements_read, item_reads, loads_of
from tools.ferry.carriers.places import (
    command_object,
    facade_owns,
    gives_itself,
    is_element_read,
    is_elsewhere,
    is_of_protocol,
    read_carriers,
)
from tools.ferry.carriers.written import kept_carriers
from tools.ferry.project.carriers import Carrier, Component, Components, Place, Source
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.trace.annotated import is_wanted
from tools.ferry.trace.beside_facade import BesideFacade
from tools.ferry.trace.bridged import bridged_read, facade_names
from tools.ferry.trace.by_name import ByName
from tools.ferry.trace.called_unseen import made_unseen
from tools.ferry.trace.feeders import feeders, through_fixtures
from tools.ferry.trace.flows import Flows
from tools.ferry.trace.given_instead import doubled
from tools.ferry.trace.given_with import run_with
from tools.ferry.trace.importing import Importing
from tools.ferry.trace.into_family import takers
from tools.ferry.trace.let_go import LetGo, outermost
from tools.ferry.trace.loaded import is_loaded
from tools.ferry.trace.mocks_given import MocksGiven
from tools.ferry.trace.out_of_sight import OutOfSight
from tools.ferry.trace.replaced_functions import gives_a_mock, replacing, results_asked
from tools.ferry.trace.settling import passes_by
from tools.ferry.trace.sources import given_by_variable, meaning
from tools.ferry.trace.special_uses import special_use
from tools.ferry.uses.class_checks import classes_asked


class Following:
    """The components of one project as they grow, and what is to be followed yet.

    `fillings` are the expressions that fill a carrier, each with it, and whether they read others; `read` are those
    that read one, sources among them.
    """

    def __init__(self, project: Project) -> None:
        self.components = Components()
        self.flows = Flows()
        self.sight = OutOfSight(project, self.components)
        importing = Importing(project.program)
        self.let_go = LetGo(project, importing)
        self.by_name = ByName(project, self.components, self.sight, importing)
        self.mocks = MocksGiven(project, self.components, self.flows, self._loads)
        self.fillings: list[tuple[Carrier, Module, ast.expr, bool]] = []
        self.read: list[tuple[Carrier, Module, ast.expr]] = []
        self._project = project
        self.beside = BesideFacade(project)
        self._queue: list[Carrier] = []
        self._known_loads: dict[Carrier, list[tuple[Module, ast.expr]]] = {}
        self._followed = 0

    def run(self, progress: Callable[[str], None]) -> None:
        """Follow all that was added."""
        while self._queue:
            self._carrier(self._queue.pop(0))
            self._followed += 1
            progress(f"following the facade: {self._followed} variables, attributes and results that hold it")

    def add(self, carrier: Carrier) -> None:
        """Note something that holds the facade, to be followed."""
        if not self.components.known(carrier):
            self.components.of(carrier)
            self._queue.append(carrier)

    def flow(self, carrier: Carrier, other: Carrier) -> None:
        """Note that the other one holds the same as the carrier."""
        if not self.is_layers_own(other):
            self.add(other)
            self.components.join(carrier, other)
        elif other.kind == "return" and isinstance(other.owner, Function) and other.owner.cls is None:
            # The layer's own function gives the facade; that of its methods and accessors has a counterpart.
            self.components.of(carrier).untraced |= not other.owner.is_async
        self.components.of(carrier).untraced |= self.beside.keeps(other)

    def is_layers_own(self, carrier: Carrier) -> bool:
        """Tell whether the carrier is one of a function or class that goes away, or is the layer's own."""
        owner = carrier.owner
        return isinstance(owner, Function | Class) and passes_by(self._project, owner.module, owner.node)

    def _carrier(self, carrier: Carrier) -> None:
        self.let_go.note_result(carrier)
        self._fill(carrier)
        for module, node in self._loads(carrier):
            if not passes_by(self._project, module, node):
                self._read(carrier, module, node)
        self._replaced(carrier)
        for giver, user in through_fixtures(self._project, carrier):
            self.flow(carrier, user if giver is carrier else giver)
            self.flows.add(giver, user)
        if carrier in command_object(self._project):
            for function, name in self._project.references.inference.click.receivers:
                self.flow(carrier, Carrier("local", function, name))
                self.flows.add(carrier, Carrier("local", function, name))

    def _replaced(self, carrier: Carrier) -> None:
        """Follow what the mock gives that a patch makes of the function of the carrier."""
        function = carrier.owner
        if carrier.kind != "return" or carrier.name or not isinstance(function, Function):
            return
        for module, patch in replacing(self._project, function):
            if gives_a_mock(self._project, function, module, patch):
                self.components.of(carrier).sources[patch] = Source("replaced", module, patch)
            asked = results_asked(self._project, module, patch)
            for owner, node in [place for place in asked if not passes_by(self._project, *place)]:
                self.components.of(carrier).sources[node] = Source("patched", owner, node)
                self.sight.sources[node] = carrier
                self._read(carrier, owner, node)

    def _fill(self, carrier: Carrier) -> None:
        """Follow what fills the carrier."""
        fillings = list(feeders(self._project, carrier))
        if not fillings:
            self.mocks.unfed.append(carrier)
        for fed in fillings:
            if isinstance(fed, Carrier):
                self.flow(carrier, fed)
                self.flows.add(fed, carrier)
                continue
            module, value = fed
            if value not in self._project.layer:
                self._filled(carrier, module, value)

    def _filled(self, carrier: Carrier, module: Module, value: ast.expr) -> None:
        """Follow an expression that fills the carrier."""
        if isinstance(binding := module.parents[value], ast.AugAssign):
            self.special_use(carrier, module, binding.target)
        read = list(read_carriers(self._project, module, value))
        source = [self.sight.sources[value]] if value in self.sight.sources else []
        for other in (*read, *source):
            self.flow(carrier, other)
            self.flows.add(other, carrier)
        self.fillings.append((carrier, module, value, bool(read)))
        if not read:
            self.by_name.taken(carrier, module, value)
        self.made(carrier, module, value)

    def made(self, carrier: Carrier, module: Module, value: ast.expr) -> None:
        """Note what fills the carrier in another way than usual: a mock, a double, an accessor out of sight."""
        component = self.components.of(carrier)
        self.flows.holds(carrier, value)
        if is_loaded(self._project, module, value):
            component.own = component.own or Place(module, value)
        if self.mocks.take(carrier, module, value):
            return
        if methods := doubled(self._project, module, value):
            component.doubles[value] = methods, Place(module, value)
            self.flows.doubled(carrier, value)
        self.given_by_variable(carrier, module, value)

    def given_by_variable(self, carrier: Carrier, module: Module, value: ast.expr) -> None:
        """Note where a variable's accessor or class gives the object; that variable stays with it."""
        for call in given_by_variable(self._project, module, value):
            self.components.of(carrier).made[call] = Place(module, call)
            for held in read_carriers(self._project, module, call.func):
                self.flow(carrier, held)

    def _read(self, carrier: Carrier, module: Module, node: ast.expr) -> None:
        """Follow what reads the carrier, and what takes the facade out of it when it is a collection."""
        self.class_checks(carrier, module, node)
        self.special_use(carrier, module, node)
        if not isinstance(module.parents[node], ast.Attribute):  # else something is read of it: it is given to nothing
            self.sight.note(carrier, module, node)
            self.by_name.put(carrier, module, node)
            self.put_into_family(carrier, module, node)
        if not self.use(carrier, module, node):
            kept = list(kept_carriers(self._project, module, node))
            if not kept:
                self.let_go.note(carrier, module, node)
                self.given_with(carrier, module, node)
            for other in kept:
                self.flow(carrier, other)
                self.flows.add(carrier, other)
        for element in elements_read(self._project, module, node):
            self._read(carrier, module, element)

    def _given_back(self, carrier: Carrier, module: Module, use: ast.Attribute) -> None:
        """Follow the facade that its own method gives: `layer.add(1).add(2)`."""
        given = gives_itself(self._project, module, use)
        if given is not None:
            self._read(carrier, module, given)

    def put_into_family(self, carrier: Carrier, module: Module, node: ast.expr) -> None:
        """Follow the object of the family that gets the value: it is used there as long as that one stays, too."""
        for owner, taker in takers(self._project, module, node):
            source = [self.sight.sources[taker]] if taker in self.sight.sources else []
            for other in (*read_carriers(self._project, owner, taker), *source):
                self.flow(carrier, other)
                self.flows.add(carrier, other)

    def given_to_family(self, taker: Carrier, module: Module, value: ast.expr, declared: bool) -> None:
        """Follow what an object of the family gets by a call: no variable of the tree is filled with it."""
        given = Carrier("expr", module, f"{value.lineno}:{value.col_offset}:given")
        self.flow(taker, given)
        self.flows.add(given, taker)
        (self.flows.declares if declared else self.flows.enters)(given)
        self._filled(given, module, value)

    def given_with(self, carrier: Carrier, module: Module, node: ast.expr) -> None:
        """Follow the value to where annotations want it: of what a library gets with it, of a class that is unseen."""
        for other in (*run_with(self._project, module, node), *made_unseen(self._project, module, node)):
            if is_wanted(self._project, other):
                self.flow(carrier, other)
                self.flows.add(carrier, other)
            self.components.of(carrier).untraced |= self.beside.keeps(other)

    def special_use(self, carrier: Carrier, module: Module, node: ast.expr) -> None:
        """Note an object of which the code around it calls a special method."""
        name = special_use(self._project, module, node)
        if name is not None:
            self.components.of(carrier).specials[node] = (name, Place(module, node))
            self.flows.read(node, carrier)

    def class_checks(self, carrier: Carrier, module: Module, node: ast.expr) -> None:
        """Note the classes of the family for which code asks there: they change with the carrier."""
        self.read.append((carrier, module, node))
        for name in classes_asked(module, node):
            found = meaning(self._project, module, name)
            if isinstance(found, Class) and found in self._project.facade_classes and self._project.twin_class(found):
                self.components.of(carrier).annotations[name] = Place(module, name)

    def _loads(self, carrier: Carrier) -> list[tuple[Module, ast.expr]]:
        if carrier not in self._known_loads:
            self._known_loads[carrier] = list(self._find_loads(carrier))
        return self._known_loads[carrier]

    def _find_loads(self, carrier: Carrier) -> Iterator[tuple[Module, ast.expr]]:
        """Yield the expressions that read the carrier; of a returned tuple, what reads its item."""
        if not carrier.name.startswith("["):
            yield from loads_of(self._project, carrier)
            return
        for module, call in loads_of(self._project, Carrier("return", carrier.owner, "")):
            for read in item_reads(self._project, module, call, int(carrier.name[1:-1])):
                if isinstance(read, Carrier):
                    self.flow(carrier, read)
                    self.flows.add(carrier, read)
                else:
                    yield module, read

    def use(self, carrier: Carrier, module: Module, node: ast.expr) -> bool:
        """Note what is read of the object there; tell whether something is."""
        parent = module.parents[node]
        component = self.components.of(carrier)
        if self._given_to_class(component, module, node):
            return True
        if isinstance(parent, ast.Attribute) and parent.value is node:
            if is_element_read(self._project, module, parent) or is_elsewhere(self._project, module, parent):
                if is_of_protocol(self._project, module, parent):
                    component.unseen[parent] = Place(module, parent)
                return False
            component.uses[parent] = Place(module, parent)
            self.flows.read(parent, carrier)
            self._given_back(carrier, module, parent)
            return True
        if not isinstance(parent, ast.Call) or parent.args[:1] != [node]:
            return False
        if (read := bridged_read(self._project, module, parent)) is not None:
            component.bridged[read] = facade_names(self._project, read.attr)
            self.flows.read(read, carrier)
            return True
        if called_name(parent.func) in {"getattr", "hasattr"}:
            component.uses[parent] = Place(module, parent)
            self.flows.read(parent, carrier)
            return True
        return False

    def _given_to_class(self, component: Component, module: Module, node: ast.expr) -> bool:
        """Note a method of the class that gets the object, `Layer.method(layer)`: the class goes where that goes."""
        around = module.parents[outermost(module, node)]
        call = module.parents[around] if isinstance(around, ast.keyword) else around
        func = call.func if isinstance(call, ast.Call) else None
        if not isinstance(func, ast.Attribute) or func.value is node or not facade_owns(self._project, module, func):
            return False
        if meaning(self._project, module, func.value) not in self._project.facade_classes:
            return False
        component.uses[func] = Place(module, func)
        component.annotations[func.value] = Place(module, func.value)
        return True
