"""What the trace settles when nothing flows any further: what is no use of the facade, and what may be one."""

import ast
from collections.abc import Iterator

from tools.ferry.carriers.places import facade_owns, is_facade, read_carriers
from tools.ferry.project.bystanders import method_reads
from tools.ferry.project.carriers import Carrier, Component, Components, Place, used_name
from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module
from tools.ferry.trace.bridged import bridged_reads
from tools.ferry.trace.called_by_name import CalledByName
from tools.ferry.trace.flows import Flows
from tools.ferry.trace.let_go import LetGo
from tools.ferry.trace.namespaces import is_namespace
from tools.ferry.trace.out_of_sight import OutOfSight
from tools.ferry.trace.patch_places import fills_holder
from tools.ferry.types.by_text import asked_by_text
from tools.ferry.types.values import ClassRef
from tools.ferry.uses.class_checks import asked_of


class Settling:
    """The last look at the components of one project."""

    def __init__(
        self, project: Project, components: Components, flows: Flows, sight: OutOfSight, let_go: LetGo
    ) -> None:
        self._project = project
        self._components = components
        self._flows = flows
        self._sight = sight
        self._let_go = let_go

    def run(self) -> None:
        """Take away what the facade does not reach, and note the uses of which nothing is known."""
        unreached = self._leave_unreached()
        self._given_by_accessors()
        self._unseen_uses(unreached)
        self._unseen_class_checks()

    def _leave_unreached(self) -> set[ast.expr]:
        """Take away the uses that are joined to the facade by what both are given to, and reached by no flow of it.

        What a literal reaches as well stays, and is not known to be either. Nor is an object of which nothing is known,
        if it is used as the facade is, and given where the facade is wanted.
        """
        self._note_namespaces()
        unreached, mixed = self._flows.unreached(), self._flows.mixed()
        methods = self._project.facade_methods
        wanted = {node for node in unreached & self._flows.wanted_uses() if used_name(node) in methods}
        for component in self._components.all():
            for node in unreached & component.uses.keys():
                use = component.uses.pop(node)
                if node in wanted and self._is_lost(use.module, node):
                    component.unseen[node] = use
            for node in unreached & component.specials.keys():
                del component.specials[node]
            for node in mixed & component.uses.keys():
                component.unseen[node] = component.uses.pop(node)
            self._leave_bystanders(component)
        return unreached

    def _note_namespaces(self) -> None:
        """Note the namespaces of tests that go where the facade is used: what a test asks of one is asked of that."""
        unreached = self._flows.unreached()
        for component in self._components.all():
            for value, (methods, _) in component.doubles.items():
                met = (self._flows.used_as_facade(value) or frozenset()) - unreached if is_namespace(value) else None
                if met and not methods.isdisjoint(component.names_used(met)):
                    for carrier in self._flows.taking(value):
                        if carrier.owner not in self._project.holders:  # of these the attribute travels
                            self._flows.enters(carrier)

    def _leave_bystanders(self, component: Component) -> None:
        """Take away the objects of other classes that share a carrier with the facade, and no call of its methods.

        What comes to a shared holder is called where that is read, which no flow shows.
        """
        sources = component.sources.values()
        if any(source.kind == "put" or fills_holder(self._project, source) for source in sources):
            return
        for value, (methods, _) in list(component.doubles.items()):
            uses = self._flows.used_as_facade(value)
            if uses is not None and methods.isdisjoint(component.names_used(uses)):
                del component.doubles[value]

    def _given_by_accessors(self) -> None:
        """Note what accessors outside the facade's module give out of variables of the tree: it stays the layer's."""
        for accessor in self._project.accessors:
            if self._project.is_retired(accessor.module):
                continue
            for node in ast.walk(accessor.node):
                if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
                    for carrier in read_carriers(self._project, accessor.module, node):
                        if self._components.known(carrier):
                            self._components.of(carrier).own = Place(accessor.module, node)

    def _unseen_uses(self, unreached: set[ast.expr]) -> None:
        """Note the uses to which no carrier leads, with the component whose facade each may be of."""
        for component in self._components.all():
            component.untraced = component.untraced or not is_shown(component)
        traced = {use for component in self._components.all() if not component.untraced for use in component.uses}
        reached = self._flows.reached()
        for method in sorted(self._project.facade_methods):
            for module, node in self._asked(method):
                is_beside = node in unreached
                if node in traced or passes_by(self._project, module, node):
                    continue
                if is_beside and not self._is_lost(module, node):
                    continue
                for carrier in self._may_be(module, node):
                    if carrier in reached or not is_beside:
                        self._components.of(carrier).unseen[node] = Place(module, node)
        self._unseen_over_the_bridge()
        for module, call, carrier in (*self._sight.callers(), *self._given_by_name()):
            self._components.of(carrier).unseen[call] = Place(module, call)

    def _unseen_over_the_bridge(self) -> None:
        """Note what a step awaits over the bridge, as the use that it was before."""
        followed = [component for component in self._components.all() if not component.untraced]
        traced = {read for component in followed for read in component.bridged}
        for module, read, whole in bridged_reads(self._project):
            if read not in traced:
                for carrier in self._may_be_facade(module, whole):
                    self._components.of(carrier).unseen[read] = Place(module, read)

    def _asked(self, method: str) -> Iterator[tuple[Module, ast.Attribute | ast.Call]]:
        """Yield where the method is asked for: `x.count`, `getattr(x, "count")`."""
        yield from method_reads(self._project, method)
        yield from asked_by_text(self._project.program, method)

    def _may_be(self, module: Module, node: ast.Attribute | ast.Call) -> Iterator[Carrier]:
        """Yield the carriers of the facade that may be what a method is asked of, if nothing says what that is."""
        if isinstance(node, ast.Call):
            if self._is_lost(module, node) or is_facade(self._project, module, node.args[0]):
                yield from self._sight.origins(module, node.args[0])
            return
        owned = facade_owns(self._project, module, node)
        if owned:
            yield from self._may_be_facade(module, node.value)
        elif self._is_lost(module, node):
            yield from self._sight.origins(module, node.value)
            if self._sight.answers_for_another(module, node.value, node.attr):
                yield from self._sight.origins(module, node)
        if owned and self._is_unbound(module, node):
            yield from self._sight.beside(module, node)

    def _is_lost(self, module: Module, use: ast.expr) -> bool:
        """Tell whether nothing says of what a method is read there, or asked by `getattr`."""
        if isinstance(use, ast.Call):
            asked = use.args[0]
            return self._sight.is_unknown(module, asked) or self._sight.lacks(module, asked, used_name(use))
        return isinstance(use, ast.Attribute) and self._sight.is_lost(module, use)

    def _may_be_facade(self, module: Module, node: ast.expr) -> Iterator[Carrier]:
        """Yield the carriers that an object may come from which is known to be the facade."""
        origins = list(self._sight.origins(module, node))
        yield from origins
        if not any(self._is_brought_in(carrier) for carrier in origins):
            yield from self._let_go.near(module)

    def _is_brought_in(self, carrier: Carrier) -> bool:
        """Tell whether something shows where the facade of the carrier comes from."""
        return is_shown(self._components.of(carrier))

    def _unseen_class_checks(self) -> None:
        """Note the objects that code asks whether they are the facade, with the component that each may be of."""
        followed = {name for one in self._components.all() if is_shown(one) for name in one.annotations}
        twinned = (cls for cls in self._project.facade_classes if self._project.twin_class(cls) is not None)
        for cls in sorted(twinned, key=lambda one: one.name):
            for module, name in self._project.references.to(cls):
                subject = asked_of(module, name)
                if subject is None or name in followed or passes_by(self._project, module, name):
                    continue
                for carrier in self._sight.origins(module, subject):
                    self._components.of(carrier).unseen[subject] = Place(module, subject)

    def _given_by_name(self) -> Iterator[tuple[Module, ast.Call, Carrier]]:
        """Yield the calls by a name alone that may give the facade, each with the result of the function."""
        by_name = CalledByName(self._project)
        for carrier in self._components.results():
            for module, call in by_name.of(carrier.owner) if isinstance(carrier.owner, Function) else ():
                yield module, call, carrier

    def _is_unbound(self, module: Module, node: ast.Attribute) -> bool:
        """Tell whether a method is taken of the class and not called there: `map(Layer.count, layers)`."""
        call = module.parents[node]
        is_class = any(isinstance(v, ClassRef) for v in self._project.references.inference.of(module, node.value))
        return is_class and not (isinstance(call, ast.Call) and call.func is node)


def is_shown(component: Component) -> bool:
    """Tell whether something shows that objects of the component are the facade.

    A question for the class of a parameter does: callers give it what is not followed. Of what a function binds by an
    expression that is not followed, the question says only that it may be.
    """
    asked = {name for name, place in component.annotations.items() if asked_of(place.module, name) is not None}
    is_said = bool(component.sources or component.annotations.keys() - asked)
    return is_said or (bool(asked) and any(_is_parameter(carrier) for carrier in component.carriers))


def _is_parameter(carrier: Carrier) -> bool:
    function = carrier.owner if carrier.kind == "local" else None
    return isinstance(function, Function) and any(param.arg == carrier.name for param in function.params)


def passes_by(project: Project, module: Module, node: ast.AST) -> bool:
    """Tell whether the place goes away, or is the layer's own."""
    return node in project.layer or project.is_retired(module)
