"""Stubs of the facade's methods in tests, each with the calls that meet it: they leave the facade together.

A stub on the facade's class is met by whatever runs in the test; one on an object by the calls on that object, and
where it is the test's own by those that run in the test. What an accessor gives, or a shared holder, is one object for
the test and for what runs in it, though nothing leads from the one to the other.
"""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tools.ferry.calls.graph import FacadeCall, Graph
from tools.ferry.calls.reach import Reach, running
from tools.ferry.carriers.places import read_carriers
from tools.ferry.functions.stubs import Stub, can_be_awaited
from tools.ferry.project.carriers import Component, used_name
from tools.ferry.project.project import Project
from tools.ferry.source import Function, called_name
from tools.ferry.uses.consumption import stays_synchronous, target_shape
from tools.ferry.uses.usage import made_by


@dataclass(frozen=True, slots=True)
class StubbedMethod:
    """A stub of a method of the facade, and the `calls` that meet it; `follows` if it can be one of the target's.

    `objects` is what the test puts it on, where that is no class.
    """

    stub: Stub
    calls: tuple[FacadeCall, ...]
    follows: bool
    objects: tuple[Component, ...] = ()

    @property
    def components(self) -> set[Component]:
        """What leaves the facade together."""
        return {*self.objects, *(call.component for call in self.calls)}


def stubbed_methods(graph: Graph) -> list[StubbedMethod]:
    """Return the stubs of methods of the facade's family in the tests of the tree."""
    project = graph.project
    stubs = [s for s in graph.stubs if s.function.cls in project.facade_classes and s.node not in project.layer]
    stubs = [stub for stub in stubs if stub.function not in project.accessors]  # what it gives has the methods
    calls = [*graph.facade_calls, *_kept_calls(graph)] if stubs else []
    reach = Reach(graph, calls) if stubs else None
    return [found for stub in stubs if (found := _stubbed(graph, stub, calls, reach)) is not None]


def named_class(project: Project, stub: Stub) -> tuple[ast.expr, str] | None:
    """Return where a stub on a class names it, a name or the text of a dotted path, and the class of the target."""
    twin = project.twin_class(stub.cls) if stub.cls is not None else None
    if twin is None or not isinstance(stub.node, ast.Call) or called_name(stub.node) == "multiple":
        return None
    named = stub.node.args[0]
    if isinstance(named, ast.Name | ast.Attribute):
        return (named, twin) if stub.cls in project.references.resolve(stub.module, named).definitions else None
    return (named, twin) if isinstance(named, ast.Constant) else None


def _stubbed(graph: Graph, stub: Stub, calls: Sequence[FacadeCall], reach: Reach | None) -> StubbedMethod | None:
    project, name = graph.project, stub.function.short
    shape = target_shape(project, name)
    can_follow = shape is None or can_be_awaited(project, stub, shape)
    fits = project.counterpart(name) is not None and can_follow
    if stub.cls is None:
        targets = stub.node.targets if isinstance(stub.node, ast.Assign) else []
        owners = [target.value for target in targets if isinstance(target, ast.Attribute)]
        owners += stub.node.args[:1] if isinstance(stub.node, ast.Call) else []
        carriers = {c for owner in owners for c in read_carriers(project, stub.module, owner)}
        named = [call for call in calls if used_name(call.use) == name]
        met = [call for call in named if carriers & call.component.carriers]
        under = set(_meeting(project, stub, reach)) if reach is not None else set()
        if under and owners and all(_is_of_the_test(project, stub, owner) for owner in owners):
            met = [call for call in met if call in under] or met
        brought = set(owners)
        objects = [c for c in graph.components if carriers & c.carriers or not brought.isdisjoint(c.sources)]
        givers = {giver for component in objects for giver in _givers(project, component)}
        met += [c for c in named if c in under and c not in met and _is_shared(givers, _givers(project, c.component))]
        return StubbedMethod(stub, tuple(met), fits, tuple(objects)) if met else None
    met = _meeting(project, stub, reach) if reach is not None else []
    named = [call for call in met if used_name(call.use) == name]
    fits = fits and bool(named) and named_class(project, stub) is not None
    return StubbedMethod(stub, tuple(named or met), fits)


def _meeting(project: Project, stub: Stub, reach: Reach) -> list[FacadeCall]:
    """Return the calls that can run while the stub is in place; all where none is seen to."""
    tests = running(project, stub.module, stub.node)
    return (reach.calls_under({*tests, *reach.served}) if tests is not None else []) or [*reach.calls]


def _givers(project: Project, component: Component) -> set[Function | None]:
    """Return the accessors that give the component its objects; None stands for shared holders."""
    found: set[Function | None] = set()
    for source in component.sources.values():
        if source.kind == "travel":
            found.add(None)
        elif source.kind == "accessor" and isinstance(source.node, ast.Call):
            named = made_by(source.node) or source.node.func
            if isinstance(named, ast.Name | ast.Attribute):
                found |= project.accessors & set(project.references.resolve(source.module, named).definitions)
    return found


def _is_shared(givers: set[Function | None], others: set[Function | None]) -> bool:
    """Tell whether one object can come from both; what a shared holder has is what some accessor gives."""
    return bool(givers and others) and (not givers.isdisjoint(others) or None in givers | others)


def _is_of_the_test(project: Project, stub: Stub, owner: ast.expr) -> bool:
    """Tell whether the test has the object in a local variable, or in its case: no other test meets the stub."""
    while isinstance(owner, ast.Attribute):
        owner = owner.value
    return isinstance(owner, ast.Name) and project.program.binder(stub.module, owner) is not None


def _kept_calls(graph: Graph) -> Iterator[FacadeCall]:
    """Yield the uses of methods that stay synchronous: they leave the facade with their object alone."""
    project = graph.project
    for component in graph.components:
        for node, place in component.uses.items():
            if stays_synchronous(project, used_name(node)):
                owner = project.owner(place.module, node)
                yield FacadeCall(component, owner, place.module, node, node, "passed", place.module)
