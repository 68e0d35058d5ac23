"""Following the facade from every place where it comes in, through everything that carries it."""

import ast
from collections.abc import Callable, Iterator

from tools.ferry.carriers.places import facade_owns, is_facade, read_carriers
from tools.ferry.project.bystanders import method_reads
from tools.ferry.project.carriers import Carrier, Component, Place
from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module, called_name
from tools.ferry.trace.alternatives import alternatives
from tools.ferry.trace.bridged import bridged_reads, facade_names
from tools.ferry.trace.callables import join_callables
from tools.ferry.trace.feeders import spread_arguments
from tools.ferry.trace.following import Following
from tools.ferry.trace.handed_on_accessors import hold_the_injected
from tools.ferry.trace.into_family import given_to
from tools.ferry.trace.loaded import is_loaded
from tools.ferry.trace.put_by_name import join_put_by_name
from tools.ferry.trace.replaced_functions import given_by_patch, replacing
from tools.ferry.trace.seeds import Seeds
from tools.ferry.trace.settling import Settling, passes_by
from tools.ferry.trace.sources import replaced_together
from tools.ferry.trace.spread_mocks import mocks_lost_in_spreads
from tools.ferry.trace.stray_classes import StrayClasses, makes_builtin
from tools.ferry.types.names import member
from tools.ferry.types.values import External, FunctionRef, flattened


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
        self._given_to_family()
        self._typed_uses()
        following.run(self._progress)
        following.mocks.settle(following.fillings)
        following.mocks.held_by_patched()
        self._lose_replaced()
        self._lose_spread()
        put = join_put_by_name(self._project, following.components, following.flows, following.sight)
        self._join_origins()
        self._join_used_together()
        self._made_of_classes()
        self._given_by_unknown()
        following.by_name.settle()
        fed = following.flows.fed()
        hold_the_injected(self._project, following.components, following.fillings, fed, put)
        Settling(self._project, following.components, following.flows, following.sight, following.let_go).run()
        join_callables(self._project, following.components, following.sight)  # last: no facade flows there
        return following.components.all()

    def _given_to_family(self) -> None:
        """Follow what objects of the family get by the calls of their own methods: both change together."""
        following = self._following
        given = [found for one in following.components.all() for found in given_to(self._project, one)]
        for taker, module, value, declared in given:
            source = [following.sight.sources[taker]] if taker in following.sight.sources else []
            for carrier in (*read_carriers(self._project, module, taker), *source):
                following.given_to_family(carrier, module, value, declared)

    def _lose_replaced(self) -> None:
        """Note where tests replace functions that give the facade, and do not say by what: nothing follows the mock.

        Nor what replaces one together with others.
        """
        components, reached = self._following.components, self._following.flows.reached()
        together = list(replaced_together(self._project))
        for carrier in components.results():
            function = carrier.owner
            if not isinstance(function, Function) or carrier not in reached:
                continue
            for module, patch in replacing(self._project, function):
                is_followed = patch in components.of(carrier).sources
                if not is_followed and not any(True for _ in given_by_patch(self._project, module, patch)):
                    components.of(carrier).lost_mocks[patch] = Place(module, patch)
            for module, patch, owner, name in together if function not in self._project.accessors else ():
                if member(self._project.program, owner, name) is function:
                    components.of(carrier).lost_mocks[patch] = Place(module, patch)

    def _lose_spread(self) -> None:
        """Note the mocks that tests spread over parameters of which one wants the facade: it may get each of them."""
        for carrier in self._following.flows.filling():
            component = self._following.components.of(carrier)
            for module, node in mocks_lost_in_spreads(self._project, carrier, component.uses):
                if node not in component.sources:
                    component.lost_mocks[node] = Place(module, node)

    def _join_origins(self) -> None:
        """Join what is known to hold the facade with what an expression that fills it may be made of.

        They change together. What a function gives is nothing that the function itself is made of. What reads other
        carriers was followed, unless nothing of theirs shows where the facade comes from: `queue.get()` of `queue`.
        """
        inference = self._project.references.inference
        filling = self._following.flows.filling()
        spread = ((c, *argument) for c in sorted(filling, key=str) for argument in spread_arguments(self._project, c))
        of = self._following.components.of
        fillings = [(c, m, v) for c, m, v, followed in self._following.fillings if not (followed and of(c).sources)]
        for carrier, module, value in (*fillings, *spread):
            is_function = any(isinstance(inside, FunctionRef) for inside in flattened(inference.of(module, value)))
            if is_function or carrier not in filling:
                continue
            for other in self._following.sight.origins(module, value, seen_only=True):
                self._following.components.join(carrier, other)
                self._following.flows.add(other, carrier)
        for carrier in sorted(filling, key=str):
            for other in self._following.sight.handed_to(carrier):
                self._following.components.join(carrier, other)
                self._following.flows.add(other, carrier)

    def _join_used_together(self) -> None:
        """Join the carriers that one place uses: what a mixin declares, and what other bases of its heirs give."""
        for first, *others in self._following.flows.used_together():
            for other in others:
                self._following.components.join(first, other)

    def _made_of_classes(self) -> None:
        """Note what nothing is known of and may be an object of the facade's class: that stays with its uses."""
        stray = StrayClasses(self._project)
        filling = self._following.flows.filling()
        for carrier, module, value, followed in self._following.fillings:
            component = self._following.components.of(carrier)
            is_open = carrier in filling and not (followed and component.sources)
            for part in stray.made(module, value) if is_open else ():
                if part not in component.sources:
                    component.made[part] = Place(module, part)
        for carrier, module, node in self._following.read:
            if (found_by := stray.found_by(module, node)) is not None:
                self._following.components.of(carrier).made[found_by] = Place(module, found_by)

    def _given_by_unknown(self) -> None:
        """Note the calls of which nothing is known and whose results go where an annotation wants the facade.

        `registry.store = json.loads(text)()`: they give the facade as before, whatever the annotation becomes; and so
        does what goes out of sight near them, which they may give.
        """
        following, inference = self._following, self._project.references.inference
        wanting = following.flows.declared()
        for carrier, module, value, followed in following.fillings:
            component = following.components.of(carrier)
            for whole in alternatives(value) if carrier in wanting and not followed else ():
                part = whole.value if isinstance(whole, ast.Await) else whole
                is_known = any(not isinstance(found, External) for found in inference.of(module, part))
                seen_to = part in component.sources or part in component.doubles or _declares(module, part)
                seen_to = seen_to or makes_builtin(part) or is_loaded(self._project, module, part)
                if not isinstance(part, ast.Call) or is_known or seen_to:
                    continue
                component.made[part] = Place(module, part)
                for other in (*following.sight.origins(module, part), *following.let_go.near(module)):
                    following.components.of(other).unseen.setdefault(part, Place(module, part))

    def _typed_uses(self) -> None:
        """Take up the calls that are known by type and no flow has reached: what holds the facade there carries it.

        Where nothing holds it, the use is a component of its own, marked as one whose origin is not known. What is read
        over the bridge was such a call.
        """
        components = self._following.components.all()
        traced = {use for component in components for use in component.uses} - self._following.flows.unreached()
        traced = traced.union(*(component.bridged for component in components))
        for method in sorted(self._project.facade_methods):
            for module, node in method_reads(self._project, method):
                if node in traced or passes_by(self._project, module, node):
                    continue
                if facade_owns(self._project, module, node):
                    self._known_by_type(module, node, node.value)
        for module, call in self._asked_of_calls():
            if call not in traced and not passes_by(self._project, module, call):
                self._known_by_type(module, call, call.args[0])
        for module, read, whole in bridged_reads(self._project):
            if read not in traced:
                self._known_by_type(module, read, whole)

    def _asked_of_calls(self) -> Iterator[tuple[Module, ast.Call]]:
        """Yield where `getattr` asks what a call gives that is the facade: `getattr(self.factory(), name)`."""
        for module, name in self._project.program.loads.get("getattr", []):
            call = module.parents[name]
            if not isinstance(name, ast.Name) or not isinstance(call, ast.Call) or call.func is not name:
                continue
            if call.args and isinstance(call.args[0], ast.Call):
                yield from [(module, call)] if is_facade(self._project, module, call.args[0]) else []

    def _known_by_type(self, module: Module, read: ast.Attribute | ast.Call, whole: ast.expr) -> None:
        """Take up a method that is read of the facade, or over the bridge of its asynchronous form."""
        following, parts = self._following, alternatives(whole)
        carriers = list(read_carriers(self._project, module, whole))
        for carrier in carriers:
            following.add(carrier)
            following.flows.enters(carrier)
        if carriers and parts == [whole]:
            return
        lonely = Carrier("expr", module, f"{read.lineno}:{read.col_offset}:use")
        following.add(lonely)
        following.flows.enters(lonely)
        for part in parts:
            self._join_part(lonely, module, part)
        component = following.components.of(lonely)
        if isinstance(read, ast.Call) or read.value is whole:
            component.uses[read] = Place(module, read)
        else:
            component.bridged[read] = facade_names(self._project, read.attr)
        following.flows.read(read, lonely)
        following.given_by_variable(lonely, module, whole)

    def _join_part(self, whole: Carrier, module: Module, part: ast.expr) -> None:
        """Let a compound expression change with one that its value can be; note what is none that is followed."""
        following = self._following
        source = following.sight.sources.get(part)
        carriers = [source] if source is not None else list(read_carriers(self._project, module, part))
        for carrier in carriers:
            following.flow(whole, carrier)
            following.flows.add(carrier, whole)
        following.made(whole, module, part)
        component = following.components.of(whole)
        component.untraced |= not carriers and part not in component.sources and part not in component.doubles


def _declares(module: Module, call: ast.expr) -> bool:
    """Tell whether a call declares a field or a parameter, for a library: `layer: Layer = field(init=False)`."""
    statement = module.parents[call]
    in_class = isinstance(statement, ast.AnnAssign) and isinstance(module.parents[statement], ast.ClassDef)
    return (in_class and called_name(call) in _FIELDS) or isinstance(statement, ast.arguments)


_FIELDS = frozenset({"Factory", "Field", "PrivateAttr", "attrib", "field", "ib"})
"""What declares a field: of dataclasses, attrs and pydantic."""
