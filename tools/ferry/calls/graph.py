"""The part of the call graph that matters: calls on the facade, and who calls a function that must become async."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from tools.ferry.calls.chosen import ChosenByName
from tools.ferry.calls.chosen_methods import ChosenMethods, comes_to
from tools.ferry.calls.dotted_paths import DottedPaths
from tools.ferry.calls.families import Families, is_mixed
from tools.ferry.calls.given_iterators import given_together, taken
from tools.ferry.calls.lazy_names import LazyNames
from tools.ferry.calls.loaded import LoadedByName
from tools.ferry.calls.protocol_checks import ProtocolChecks
from tools.ferry.calls.replaced import Replaced
from tools.ferry.calls.templates import Templates
from tools.ferry.calls.unknown import UnknownCalls
from tools.ferry.calls.wrapped import Wrapped
from tools.ferry.functions.callees import Callees
from tools.ferry.functions.command_runs import CommandRuns
from tools.ferry.functions.edges import is_edge
from tools.ferry.functions.entry import can_run_loop, own_loop, runs_of
from tools.ferry.functions.handed_out import HandedOut
from tools.ferry.functions.made_objects import MadeObjects
from tools.ferry.functions.put_in_place import answered_method, is_attached
from tools.ferry.functions.stubs import Stub, replaced_at, stubs_in
from tools.ferry.functions.variable_calls import VariableCalls
from tools.ferry.project.carriers import Component, used_name
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.trace.special_calls import is_taken
from tools.ferry.trace.special_uses import has_async_form, stays, taken_asynchronously
from tools.ferry.types.fixtures import collected_in, is_test_file
from tools.ferry.types.values import FunctionRef, Mock
from tools.ferry.uses.cases import expectations
from tools.ferry.uses.consumption import COLOURING, How, Shape, cleans_up, consumption, is_awaited, target_shape
from tools.ferry.uses.kept_iterators import read_once
from tools.ferry.uses.protocols import (
    ASYNC_NAMES,
    ASYNC_SPECIAL,
    async_statements_calling,
    closings,
    statements_calling,
)
from tools.ferry.uses.streams import is_streamed
from tools.ferry.uses.usage import is_probe, used_as


@dataclass(frozen=True, slots=True)
class Edge:
    """One use of a function; `node` is the call, or the reference where it is not called there."""

    callee: Function
    caller: Function | None
    module: Module
    node: ast.expr
    how: How


@dataclass(frozen=True, slots=True)
class FacadeCall:
    """One use of a facade method; `use` is the `receiver.method` part, `call` what becomes awaited.

    With `how` "passed" the method is put into a variable, or handed on, without being called there. `module` is that
    of the call; `use` stands in another, `named_in`, where a variable carried the method from there.
    """

    component: Component
    caller: Function | None
    module: Module
    use: ast.expr
    call: ast.expr
    how: How
    named_in: Module

    @property
    def is_indirect(self) -> bool:
        """Whether the method is called through a variable that holds it."""
        return isinstance(self.call, ast.Call) and self.use not in {self.call, self.call.func}


class Graph:
    """Calls in one project, found on demand."""

    def __init__(self, project: Project, components: list[Component]) -> None:
        self.project = project
        self.components = components
        self.callees = Callees(project)
        self.facade_calls = [call for component in components for call in self._facade_calls(component)]
        self.facade_calls += [call for component in components for call in self._special_calls(component)]
        self._edges: dict[Function, list[Edge]] = {}
        self._variables = VariableCalls(project)
        self._families = Families(project, self._variables, self.callees)
        self.wrapped = Wrapped(project)
        self.handed_out = HandedOut(project, self._variables)
        self.command_runs = CommandRuns(project, self.callees, self.handed_out)
        self.objects = MadeObjects(project, self._variables, self.handed_out)
        traced = {use for component in components for use in component.uses}
        self.unknown = UnknownCalls(project, traced, self.handed_out, self.objects, self._families)
        self.chosen = ChosenByName(project, self.handed_out)
        self.loaded = LoadedByName(project, self.handed_out)
        self.paths = DottedPaths(project)
        self.lazy = LazyNames(project)
        self.templates = Templates(project, self.objects)
        self.protocol_checks = ProtocolChecks(project)
        self.replaced = Replaced(project, self._families)
        self._called: set[ast.expr] = set()
        self._variable_calls: list[FacadeCall] = []
        for call in self._through_variables():
            self._variable_calls.append(call)
        self.facade_calls += self._variable_calls

    @cached_property
    def runners(self) -> list[tuple[Function, ast.Call]]:
        """The synchronous functions that run a coroutine in an event loop of their own, with the first such call."""
        program = self.project.program
        running = {m for m in program.files.values() if can_run_loop(m) and not self.project.is_retired(m)}
        functions = [f for f in program.functions.values() if not f.is_async and f.module in running]
        found = ((f, own_loop(f) or next(runs_of(f), None)) for f in functions)
        return [(function, call) for function, call in found if call is not None]

    @cached_property
    def stubs(self) -> list[Stub]:
        """What tests put in the place of functions of the tree."""
        return [stub for module in self.project.program.files.values() for stub in stubs_in(self.project, module)]

    def stood_for(self, function: Function, node: ast.expr) -> list[Function]:
        """Return what a test replaces by the function that it names there, `patch.object(Desk, "load", load_fake)`.

        Only functions that could be awaited as the one in their place; the facade's methods change otherwise.
        """
        replaced = self._replaced_at.get(node, [])
        layers = self.project.facade_classes | self.project.target_family
        fits = all(one.cls not in layers and self.shape(one) == "await" for one in replaced)
        return replaced if fits and self.shape(function) == "await" else []

    @cached_property
    def _replaced_at(self) -> dict[ast.expr, list[Function]]:
        return replaced_at(self.stubs)

    def _facade_calls(self, component: Component) -> Iterator[FacadeCall]:
        for node, place in component.uses.items():
            name = used_name(node)
            shape = self._shape_of_method(name)
            if shape is None or self._is_mock(place.module, node):
                continue
            how, call = self._used_as(place.module, node, shape)
            is_kept = how in {"table", "passed"} and not is_probe(place.module, node)
            if is_kept and is_attached(self.project, place.module, node):
                continue
            if is_kept or is_taken(self.project, place.module, node):
                call, how = node, "passed"
            elif how not in COLOURING | {"awaited", "offloaded", "lost", "framework"}:
                continue
            owner = self.project.owner(place.module, node)
            yield FacadeCall(component, owner, place.module, node, call, how, place.module)

    def _used_as(self, module: Module, node: ast.expr, shape: Shape) -> tuple[How, ast.expr]:
        """Return how what gives `shape` is used at a reference; whoever sends a stream awaits its items itself."""
        how, place = used_as(module, node, shape)
        if how == "unrolled" and self._stays_whole(module, node, place):
            return "passed", node
        if how == "lost" and shape == "iterate" and (read := read_once(self.project.program, module, place)):
            later = consumption(module, read, shape)
            how, place = (how, place) if later == "lost" else (later, read)
        is_sent = how == "lost" and shape == "iterate" and is_streamed(self.project, module, place)
        return ("awaited" if is_sent else how), place

    def _stays_whole(self, module: Module, node: ast.expr, place: ast.expr) -> bool:
        """Tell whether a call that takes each item through a function stays: no loop runs, or not all is async."""
        owner = self.project.owner(module, place)
        off_loop = owner is None or is_edge(self.project, owner)
        return off_loop or (not isinstance(node, ast.Lambda) and is_mixed(self.callees, module, node))

    def _shape_of_method(self, name: str) -> Shape | None:
        """Return what the target's counterpart gives where code names the method, or a special one: `x.__enter__()`."""
        if name in self.project.facade_methods:
            return target_shape(self.project, name)
        if stays(self.project, name) or not has_async_form(self.project, name):
            return None
        return "iterate" if name == "__iter__" else "await"

    def _special_calls(self, component: Component) -> Iterator[FacadeCall]:
        """Yield the blocks and loops that enter the facade, or iterate over it, and the target asynchronously."""
        for node, (name, place) in component.specials.items():
            how = taken_asynchronously(self.project, place.module, node, name)
            if how is not None and not stays(self.project, name):
                owner = self.project.owner(place.module, node)
                yield FacadeCall(component, owner, place.module, node, node, how, place.module)

    def _through_variables(self) -> Iterator[FacadeCall]:
        """Yield the calls of facade methods that were put into a variable; what shares such a call changes together."""
        references = {call.use: call for call in self.facade_calls if call.how == "passed"}
        direct = {call.use for call in self.facade_calls}
        chosen = ChosenMethods(self.project, self.handed_out, self.components)
        self._join_answering(references)
        reached: dict[ast.Call, tuple[Module, list[FacadeCall]]] = {}
        methods = dict.fromkeys(self.project.facade_method(used_name(use)) for use in references)
        for method in [method for method in methods if method is not None]:
            calls = [place for one in self._put_in_place_of(method) for place in self.calls_through_variables(one)]
            for module, call in (place for place in calls if place[1].func not in direct):
                known = [
                    r
                    for r in references.values()
                    if comes_to(self.project, self.handed_out, (r.module, r.use), module, call.func)
                ]
                hidden = chosen.meant_by(module, call)
                if hidden and not known:
                    continue
                named = [r for r in references.values() if self.project.facade_method(used_name(r.use)) is method]
                reached.setdefault(call, (module, []))[1].extend(known or named)
                for use in hidden or ([] if known else chosen.giving(method)):
                    self._join(references[(known or named)[0].use].component, self._with(use), references)
        for call, (module, sources) in reached.items():
            for other in sources[1:]:
                self._join(references[sources[0].use].component, references[other.use].component, references)
            reference = references[sources[0].use]
            self._called |= {source.use for source in sources}
            shape = target_shape(self.project, used_name(reference.use)) or "await"
            how, place = self._used_as(module, call.func, shape)
            if isinstance(place, ast.Call):
                owner, named_in = self.project.owner(module, call), reference.module
                yield FacadeCall(reference.component, owner, module, reference.use, place, how, named_in)

    def _put_in_place_of(self, method: Function) -> list[Function]:
        """Return the facade's method with what its bases and heirs have by that name, in the order of the classes."""
        classes = sorted(self.project.facade_classes, key=lambda cls: cls.name)
        found = (cls.methods[method.short] for cls in classes if method.short in cls.methods)
        return list(dict.fromkeys([method, *found]))

    def _join_answering(self, references: dict[ast.expr, FacadeCall]) -> None:
        """Join a method that answers for a mock's, `mock.load.side_effect = layer.load`, with that: it is awaited."""
        for use, reference in list(references.items()):
            answered = answered_method(self.project, reference.module, use)
            mocked = [one for one in self.components if answered in one.uses] if answered is not None else []
            if answered is not None and mocked and is_awaited(self.project, used_name(answered)):
                self._join(references[use].component, mocked[0], references)
                self._called.add(use)

    def _with(self, use: ast.expr) -> Component:
        return next(component for component in self.components if use in component.uses)

    def _join(self, keep: Component, gone: Component, references: dict[ast.expr, FacadeCall]) -> None:
        if keep is gone:
            return
        keep.absorb(gone)
        self.components = [component for component in self.components if component is not gone]
        for calls in (self.facade_calls, self._variable_calls):
            calls[:] = [replace(call, component=keep) if call.component is gone else call for call in calls]
        references.update({u: replace(r, component=keep) for u, r in references.items() if r.component is gone})

    def is_called_through(self, reference: FacadeCall) -> bool:
        """Tell whether the tree calls the facade's method that the reference puts into a variable."""
        return reference.use in self._called

    def _is_mock(self, module: Module, node: ast.expr) -> bool:
        parent = module.parents[node]
        return isinstance(parent, ast.Attribute) and any(
            isinstance(v, Mock) for v in self.project.references.inference.of(module, node)
        )

    def edges_to(self, function: Function) -> list[Edge]:
        """Return every use of `function` outside files that go away, in the order of the tree."""
        if function not in self._edges:
            found = {edge.node: edge for edge in self._find_edges(function)}
            self._edges[function] = list(found.values())
        return self._edges[function]

    @cached_property
    def _expected(self) -> dict[Function, list[tuple[Module, ast.Call]]]:
        """The calls that expect an error of a function which a variable holds: `pytest.raises(KeyError, save, 1)`."""
        found: dict[Function, list[tuple[Module, ast.Call]]] = {}
        for module, call, given in expectations(self.project.program):
            for value in self.project.references.inference.of(module, given):
                if isinstance(value, FunctionRef) and called_name(given) != value.function.short:
                    found.setdefault(value.function, []).append((module, call))
        return found

    def _find_edges(self, function: Function) -> Iterator[Edge]:
        if isinstance(function.node, ast.Lambda):
            how, place = self._used_as(function.module, function.node, "await")
            if how == "unrolled":
                yield Edge(function, function.outer, function.module, place, how)
        for module, node in self.project.references.to(function):
            how, place = self._used_as(module, node, self._shape_at(module, node, function))
            how = "passed" if is_taken(self.project, module, node) else how
            if how in {"passed", "table"} and self.stood_for(function, node):
                how = "mock"
            if self.project.is_retired(module) and not (
                how in COLOURING | {"passed"} and self.project.is_layers_own(module)
            ):
                continue
            if self.project.is_retired(module) or (node in self.project.layer and how != "table"):
                how = "layer"  # what the layer only reads it does not call; where that goes is followed
            if isinstance(place, ast.Call) and place.func is node and self._is_class_call(module, node):
                continue
            if how == "lost" and (given := self._through_parameter(function, module, place)) is not None:
                yield given
                continue
            yield Edge(function, self.project.owner(module, node), module, place, how)
        for module, call in self._variables.of(function):
            how, place = self._used_as(module, call.func, self.shape(function))
            how = "layer" if self.project.is_retired(module) else how
            yield Edge(function, self.project.owner(module, call), module, place, how)
        yield from self._in_threads(function)
        for module, call in self._named_by_text.get(function, []):
            how, place = self._used_as(module, call, self.shape(function))
            yield Edge(function, self.project.owner(module, call), module, place, how)
        for module, call in self._expected.get(function, []):
            yield Edge(function, self.project.owner(module, call), module, call, "expected")
        yield from self._by_statements(function)

    def _shape_at(self, module: Module, node: ast.expr, function: Function) -> Shape:
        """Return what the function gives at a reference; what enters or leaves is awaited where its name is called."""
        call = module.parents[node]
        is_called = isinstance(node, ast.Attribute) and isinstance(call, ast.Call) and call.func is node
        is_entry = is_called and function.cls is not None and function.short in {"__enter__", "__exit__"}
        return "await" if is_entry else self.shape(function)

    def _through_parameter(self, function: Function, module: Module, made: ast.expr) -> Edge | None:
        """Return how the iterator is used up by the function that it is given to."""
        if self.shape(function) != "iterate":
            return None
        kept = read_once(self.project.program, module, made)
        found = taken(self.project, module, made if kept is None else kept)
        if found is None or any(self.shape(giver) != "iterate" for givers in found.givers for giver in givers):
            return None
        if found.function.is_generator and any(map(cleans_up, self.family(function, together=False))):
            return None  # whoever leaves that one early would close this one late
        how = consumption(found.function.module, found.read, "iterate")
        return Edge(function, found.function, found.function.module, found.read, how) if how != "lost" else None

    def given_beside(self, edge: Edge) -> list[Function]:
        """Return what gives a parameter the iterator that is used up there, in all calls of its function."""
        is_given = edge.caller is not None and edge.how in COLOURING and self.shape(edge.callee) == "iterate"
        return given_together(self.project, edge.caller, edge.node) if is_given and edge.caller is not None else []

    def _by_statements(self, function: Function) -> Iterator[Edge]:
        """Yield the uses of a special method, or of a `close`, by the statements that call it."""
        for module, call in closings(self.project, function):
            yield Edge(function, self.project.owner(module, call), module, call, "lost")
        if function.short in ASYNC_NAMES and function.cls is not None:
            for module, value, how in statements_calling(self.project, function):
                yield Edge(function, self.project.owner(module, value), module, value, how)
        for check in self.protocol_checks.of(function):
            how = "asked" if self.protocol_checks.is_sure(check) else "lost"
            yield Edge(function, self.project.owner(check.module, check.node), check.module, check.node, how)
        if function.short in ASYNC_SPECIAL and function.cls is not None:
            for module, value in async_statements_calling(self.project, function):
                yield Edge(function, self.project.owner(module, value), module, value, "awaited")

    def _in_threads(self, function: Function) -> Iterator[Edge]:
        for module, given in self._variables.in_threads.get(function, []):
            how, place = self._used_as(module, given, self.shape(function))
            if is_mixed(self.callees, module, given):
                how, place = "passed", given
            yield Edge(function, self.project.owner(module, given), module, place, how)

    @cached_property
    def _named_by_text(self) -> dict[Function, list[tuple[Module, ast.Call]]]:
        """The `getattr` calls that give a function of the tree and hand it on."""
        found: dict[Function, list[tuple[Module, ast.Call]]] = {}
        for module, name in self.project.program.loads.get("getattr", []):
            call = module.parents[name]
            if self.project.is_retired(module) or not isinstance(call, ast.Call) or call.func is not name:
                continue
            parent = module.parents[call]
            if is_probe(module, call) or (isinstance(parent, ast.Call) and parent.func is call):
                continue
            for value in self.project.references.inference.of(module, call):
                if isinstance(value, FunctionRef):
                    found.setdefault(value.function, []).append((module, call))
        return found

    def _is_class_call(self, module: Module, node: ast.expr) -> bool:
        name = node if isinstance(node, ast.Name | ast.Attribute) else None
        return name is not None and any(
            isinstance(d, Class) for d in self.project.references.resolve(module, name).definitions
        )

    def calls_through_variables(self, function: Function) -> list[tuple[Module, ast.Call]]:
        """Return the calls of the tree that run `function` by another name, the layer's own aside."""
        return [(module, call) for module, call in self._variables.of(function) if not self.project.is_retired(module)]

    def given_to_threads(self, function: Function) -> set[ast.expr]:
        """Return what holds the function under another name where a thread is given it to run."""
        return {given for _, given in self._variables.in_threads.get(function, [])}

    def is_named(self, function: Function, *, by_tests: bool = True) -> bool:
        """Tell whether code of the tree speaks of the function, or of one of its colour, beside themselves."""
        family = self.family(function)
        edges = [edge for relative in family for edge in self.edges_to(relative)]
        edges = [e for e in edges if e.how != "mock" or self.stood_for(e.callee, e.node)]
        return any(edge.caller not in family and (by_tests or not is_test_file(edge.module)) for edge in edges)

    def is_called(self, function: Function) -> bool:
        """Tell whether code of the tree, tests aside, calls the function or one of its colour, or has it awaited."""
        family = self.family(function)
        edges = (edge for relative in family for edge in self.edges_to(relative) if edge.caller not in family)
        calls = COLOURING | {"awaited", "framework", "offloaded"}
        return any(edge.how in calls and not is_test_file(edge.module) for edge in edges)

    def is_uncalled(self, function: Function) -> bool:
        """Tell whether no code calls the function, nor anything known that does not speak of it.

        That is a test runner, Python itself, or a framework by a decorator.
        """
        special = function.short.startswith("__") or isinstance(function.node, ast.Lambda)
        called = special or bool(function.decorators) or function.short in {"setUp", "tearDown"}
        called = called or function.is_async or bool(collected_in(self.project.program, function))
        return not (called or self.is_named(function))

    def is_inlined(self, function: Function) -> bool:
        """Tell whether a lambda's body takes its place in a comprehension: `sorted(users, key=lambda user: …)`."""
        return any(edge.how == "unrolled" for edge in self.edges_to(function))

    def is_indirect(self, edge: Edge) -> bool:
        """Tell whether the call goes through a variable."""
        return any(call is edge.node for _, call in self._variables.of(edge.callee))

    def shape(self, function: Function) -> Shape:
        """Return what calls of `function` give once it is async."""
        return self._families.shape(function)

    def misfits(self, function: Function) -> list[Function]:
        """Return the functions of its colour that give something else, a list in place of a generator for example."""
        return self._families.misfits(function)

    def family(self, function: Function, *, together: bool = True) -> frozenset[Function]:
        """Return the functions that have its colour: overrides, namesakes, and those called through one variable.

        Without `together`, what a call runs that can run others too may have another colour.
        """
        return self._families.of(function, together)
