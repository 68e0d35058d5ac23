"""Where a carrier of the facade meets what the target does not have: such a component stays on the facade."""

import ast
from collections.abc import Iterator, Set

from tools.ferry.calls.graph import Graph
from tools.ferry.carriers.places import built_classes, facade_owns, gives_itself, promises_target, read_carriers
from tools.ferry.colour.blockers import blocker_at, reason_of_iterator
from tools.ferry.colour.kept import replaces
from tools.ferry.colour.set_up import changed_alone, lacks_set_up
from tools.ferry.model import Blocker
from tools.ferry.project.carriers import Component, Place, Source, used_name
from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module, called_name
from tools.ferry.trace.bridged import is_bridged
from tools.ferry.trace.namespaces import follows, is_namespace, stubs_beside
from tools.ferry.trace.overrides import overridden
from tools.ferry.trace.patch_holders import holders
from tools.ferry.trace.patch_places import patches_of_attributes, patches_of_classes, twin_place
from tools.ferry.trace.sources import given_by_variable, is_mock, makes_its_mock, meaning, put_there
from tools.ferry.trace.special_uses import has_async_form, lacks
from tools.ferry.types.by_text import set_by_text
from tools.ferry.types.names import ancestry, derives_from_outside, find_method, second_names
from tools.ferry.types.values import ClassRef, External, FunctionRef, Instance, Mock, Value
from tools.ferry.uses.consumption import stays_synchronous
from tools.ferry.uses.iterators import is_asked_for_next
from tools.ferry.uses.signatures import (
    builds_twin,
    fits,
    moved_parameters,
    reads_otherwise,
    refused,
    renamed_parameters,
)
from tools.ferry.uses.usage import made_by

Gap = tuple[Blocker, ast.expr | None]
"""What holds a component back, and the use that the target has no counterpart of, if it is one."""


def gaps_of(graph: Graph, component: Component, assumed: frozenset[str], parts: frozenset[str]) -> Iterator[Gap]:
    """Yield what holds the component back; the target is taken to have the methods `assumed` too.

    What the facade gives under the names `parts` is asynchronous in the target.
    """
    project = graph.project
    family = ancestry(project.program, project.target)
    target = {name for cls in family for name in (*cls.methods, *second_names(cls))} | assumed
    yield from _untwinned(project, component)
    yield from _set_in_place(project, component)
    yield from _doubled(project, component)
    for module, patch in (*patches_of_classes(project, component), *patches_of_attributes(project, component)):
        yield blocker_at("mock", module, patch), None
    yield from _given_by_a_coroutine(project, component)
    for node, place in component.made.items():
        yield blocker_at("untraced", place.module, node, reason=_reason_of_variable(project, place)), None
    for node, place in component.unseen.items():
        if _stays_as_it_is(project, place):
            continue
        owned = isinstance(node, ast.Attribute) and (
            is_bridged(project, place.module, node) or facade_owns(project, place.module, node)
        )
        reason = _reason_of_variable(project, place) if owned else ""
        yield blocker_at("untraced" if owned else "unknown", place.module, node, reason=reason), None
    if component.untraced and not component.uses:
        for source in component.sources.values():
            yield blocker_at("untraced", source.module, source.node), None
    for place in _telling_uses(project, component) if component.untraced else ():
        yield blocker_at("untraced", place.module, place.node, reason=_reason_of_variable(project, place)), None
    yield from _of_uses(project, component, target, parts)
    yield from _of_specials(project, component, parts)
    yield from _of_questions(graph, component)


_NO_ITERATOR = (
    "`next()` reads the iterator that it gives, and the target gives a collection; `next(iter(…))` reads either"
)

_GIVEN_BY_VARIABLE = (
    "a variable holds the accessor, or the class, that gives the object; only one that is called by its own name is "
    "switched"
)


def _reason_of_variable(project: Project, place: Place) -> str:
    """Return why the object stays that a call of a variable gives, `self.factory()`; nothing where another does."""
    given = place.node.value if isinstance(place.node, ast.Attribute) else place.node
    is_given = any(True for _ in given_by_variable(project, place.module, given))
    return _GIVEN_BY_VARIABLE if is_given else ""


def _of_uses(project: Project, component: Component, target: set[str], parts: frozenset[str]) -> Iterator[Gap]:
    """Yield what code reads of the objects and would not find in the target, or not as it is."""
    beside = stubs_beside(project, component)
    for node, place in component.uses.items():
        kind = _kind(project, node, target) or ("dynamic" if _can_be_another(project, place, beside) else None)
        differs = _takes_other_arguments(project, place) or _gives_another(project, place)
        if kind is None and (differs or _is_made_method(project, place)):
            kind = "gap"
        if kind is None and used_name(node) in parts and called_name(node) != "hasattr":
            kind = "part"
        if kind is not None:
            reason = _reason_of_arguments(project, place) if kind == "gap" and differs else ""
            yield blocker_at(kind, place.module, node, used_name(node), reason=reason), node
        elif is_asked_for_next(project, place.module, node, used_name(node)):
            yield blocker_at("gap", place.module, node, used_name(node), reason=_NO_ITERATOR), node


def _of_specials(project: Project, component: Component, parts: frozenset[str]) -> Iterator[Gap]:
    """Yield where a special method is called that the target lacks, or whose result has to be awaited there."""
    for node, (name, place) in component.specials.items():
        if lacks(project, place.module, node, name):
            kind = "callback" if name == "close" else "gap"  # which `contextlib.closing` calls
            kind = "generator" if has_async_form(project, name) else kind
        elif name in parts:
            kind = "part"
        else:
            continue
        yield blocker_at(kind, place.module, node, f"{ast.unparse(node)}.{name}"), None


def _of_questions(graph: Graph, component: Component) -> Iterator[Gap]:
    """Yield where code asks for a special method, and not all that it asks is the facade, or the target has none."""
    for check in graph.protocol_checks.of_facade(component):
        if not has_async_form(graph.project, check.name):
            yield blocker_at("gap", check.module, check.node), None
        elif not graph.protocol_checks.is_sure(check):
            reason = reason_of_iterator(check.module, check.node)
            yield blocker_at("generator", check.module, check.node, reason=reason), None


def _gives_another(project: Project, place: Place) -> bool:
    """Tell whether the method gives the facade, which is used, and the target's is not known to give the target."""
    given = gives_itself(project, place.module, place.node)
    return given is not None and not promises_target(project, used_name(place.node))


def _telling_uses(project: Project, component: Component) -> list[Place]:
    """Return the uses of the facade's methods; all uses, where none of them is one.

    What is read of an object that is perhaps another class's says nothing of the facade.
    """
    names = project.facade_methods | {""}
    return [p for node, p in component.uses.items() if used_name(node) in names] or list(component.uses.values())


def _stays_as_it_is(project: Project, place: Place) -> bool:
    """Tell whether the use is of a method that the target has too, under the same name and synchronous."""
    name = used_name(place.node)
    kept = stays_synchronous(project, name) and project.config.renamed(name) == name
    return kept and not reads_otherwise(project, name) and not _takes_other_arguments(project, place)


def _can_be_another(project: Project, place: Place, beside: Set[Function]) -> bool:
    """Tell whether the method can also be one of a class that has nothing to do with the facade.

    The stubs `beside` are in its methods' place: they are looked at where they are given.
    """
    node = place.node
    if not isinstance(node, ast.Attribute) or node.attr not in project.facade_methods:
        return False
    resolution = project.references.resolve(place.module, node)
    definitions = resolution.definitions - beside
    if resolution.outside and facade_owns(project, place.module, node):
        return True
    others = {d.cls for d in definitions if isinstance(d, Function) and d.cls not in project.facade_classes}
    if not others or len(others) == len(definitions):
        return False
    return bool(others - project.target_family)


def _takes_other_arguments(project: Project, place: Place) -> bool:
    """Tell whether a method is called with arguments that the target's counterpart does not take."""
    node, call = place.node, place.module.parents[place.node]
    if isinstance(node, ast.Attribute) and isinstance(call, ast.Call) and call.func is node:
        if not any(isinstance(value, ClassRef) for value in project.references.inference.of(place.module, node.value)):
            return not fits(project, node.attr, call)
        call = ast.Call(node, call.args[1:], call.keywords)  # `Layer.method(layer, 1)`: the object is an argument too
    elif isinstance(call, ast.Call) and node in call.args:
        call = ast.Call(node, call.args[call.args.index(node) + 1 :], call.keywords)  # `partial(layer.method, 1)`
    given = isinstance(call, ast.Call) and call.func is node and gives_otherwise(project, used_name(node), call)
    return given or _is_called_by_an_old_name(project, place)


def _reason_of_arguments(project: Project, place: Place) -> str:
    """Return which arguments of the call the target's counterpart takes otherwise; nothing where none is named."""
    node, call = place.node, place.module.parents[place.node]
    if isinstance(node, ast.Attribute) and isinstance(call, ast.Call) and call.func is node:
        return refused(project, used_name(node), call)
    return ""


def _is_called_by_an_old_name(project: Project, place: Place) -> bool:
    """Tell whether code around a reference to a method names an argument that the target has under another name.

    Only where the method is called by its own name can the argument's name follow.
    """
    name = used_name(place.node)
    if isinstance(place.module.parents[place.node], ast.Attribute) or isinstance(
        getattr(place.node, "ctx", None), ast.Store
    ):
        return False  # what a test asks of a mock's method, or puts there
    renamed = renamed_parameters(project, name) if name in project.facade_methods else {}
    calls = place.module.nodes(ast.Call) if renamed else ()
    given = (k.arg for call in calls if not _is_plain(project, place.module, call, name) for k in call.keywords)
    return any(keyword in renamed for keyword in given)


def gives_otherwise(project: Project, method: str, call: ast.expr) -> bool:
    """Tell whether a call by another name gives an argument as the target does not take it."""
    if method not in project.facade_methods or not isinstance(call, ast.Call):
        return False
    renamed, moved = renamed_parameters(project, method), moved_parameters(project, method)
    given = {keyword.arg for keyword in call.keywords}
    spread = (bool(renamed) and None in given) or any(isinstance(argument, ast.Starred) for argument in call.args)
    by_place = any(position < len(call.args) for position in moved) or (bool(moved) and spread)
    return by_place or (bool(renamed) and spread) or not given.isdisjoint(renamed)


def _is_plain(project: Project, module: Module, call: ast.Call, name: str) -> bool:
    """Tell whether the call is one of the method by its own name, or of something that the tree defines elsewhere."""
    if not isinstance(call.func, ast.Name | ast.Attribute):
        return False
    if isinstance(call.func, ast.Attribute) and getattr(call.func.value, "attr", "") == name:
        return True
    if isinstance(call.func, ast.Attribute) and call.func.attr == name:
        return not any(isinstance(v, ClassRef) for v in project.references.inference.of(module, call.func.value))
    definitions = project.references.resolve(module, call.func).definitions
    takes_any = [d for d in definitions if isinstance(d, Function) and d.node.args.kwarg is not None]
    is_facades = any(isinstance(d, Function) and d.cls in project.facade_classes for d in definitions)
    return bool(definitions) and not takes_any and not is_facades


def _kind(project: Project, node: ast.expr, target: set[str]) -> str | None:
    """Return the kind of blocker of a use, or None."""
    name = used_name(node)
    missing = project.config.renamed(name) not in target
    if name in project.methods_of_heirs:
        missing = project.counterpart(name) is None
    if name in project.facade_methods and (missing or reads_otherwise(project, name)):
        return "gap"
    if name in project.methods_of_heirs:
        return None
    forwards = "__getattr__" in target
    if name.startswith("_") and not name.startswith("__") and project.facade and not forwards:
        return "private"
    is_public = name and not name.startswith("_") and name not in target and not forwards
    if is_public and (_is_inherited(project, name) or (_is_read(node) and _is_own_value(project, name))):
        return "gap"
    if name == "__getattribute__":
        return "dynamic"
    return "dynamic" if not name and called_name(node) == "getattr" else None


def _is_inherited(project: Project, name: str) -> bool:
    """Tell whether the facade can have the attribute only from a base outside the tree."""
    family = ancestry(project.program, project.facade) if project.facade else []
    return project.has_foreign_base and not any(name in cls.methods or name in cls.assigned for cls in family)


def _is_read(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)


def _is_own_value(project: Project, name: str) -> bool:
    """Tell whether classes of the tree give the attribute to objects of the facade, and to none of the target."""
    family = ancestry(project.program, project.facade) if project.facade else ()
    target = ancestry(project.program, project.target)
    if any(derives_from_outside(project.program, cls) for cls in target):
        return False
    return any(name in cls.assigned for cls in family) and not any(name in cls.assigned for cls in target)


def _is_made_method(project: Project, place: Place) -> bool:
    """Tell whether a method is called that a class body makes, `find_all = finder("a")`: nobody knows what it gives."""
    call, name = place.module.parents[place.node], used_name(place.node)
    if not isinstance(call, ast.Call) or call.func is not place.node or name in project.config.stay_sync:
        return False
    family = ancestry(project.program, project.facade) if project.facade and name not in project.facade_methods else ()
    return any(
        value is not None and setter is None for cls in family for _, value, setter in cls.assigned.get(name, ())
    )


def _untwinned(project: Project, component: Component) -> Iterator[Gap]:
    """Yield where an heir is built that has no async class, or a class whose async one takes other arguments."""
    for source in component.sources.values():
        if source.kind == "construct" and isinstance(source.node, ast.Call):
            for cls in built_classes(project, source.module, source.node):
                twin = project.twin_class(cls)
                if twin is None:
                    yield blocker_at("heir", source.module, source.node, cls.name), None
                elif made_by(source.node) is None and not builds_twin(project, cls, twin, source.node):
                    yield blocker_at("gap", source.module, source.node, cls.name), None


def _given_by_a_coroutine(project: Project, component: Component) -> Iterator[Gap]:
    """Yield where an accessor is called whose async counterpart would have to be awaited, or that has none.

    A framework awaits it. So too where nothing makes what the counterpart gives, and where code changes what the
    accessor gives, but not what the counterpart does.
    """
    told: set[Function] = set()
    for source in component.sources.values():
        if source.kind != "accessor" or not isinstance(source.node, ast.Call) or _starts_both(project, source):
            continue
        made = made_by(source.node)
        accessor = meaning(project, source.module, made or source.node.func)
        if not isinstance(accessor, Function):
            continue
        is_awaited = made is None and project.has_coroutine_twin(accessor)
        if project.twin_of(accessor) is None or is_awaited or lacks_set_up(project, accessor):
            reason = f"`{accessor.short}` has no async counterpart under `[target.accessors]`"
            if is_awaited:
                reason = f"the async counterpart of `{accessor.short}` would have to be awaited"
            elif project.twin_of(accessor) is not None:
                reason = f"nothing makes the object that the async counterpart of `{accessor.short}` gives"
            yield blocker_at("gap", source.module, source.node, reason=reason), None
        elif accessor not in told:
            told.add(accessor)
            for module, node in changed_alone(project, accessor):
                reason = f"this changes what `{accessor.short}` gives, and not what its async counterpart gives"
                kind = "mock" if replaces(node) else "gap"
                yield blocker_at(kind, module, node, reason=reason if kind == "gap" else ""), None


def _starts_both(project: Project, source: Source) -> bool:
    """Tell whether the source stands in the function of a `lifespan` step, which awaits the target beside it."""
    owner = project.owner(source.module, source.node)
    return owner is not None and owner.is_async and owner.name in project.config.lifespans


def held_methods(project: Project, component: Component) -> Iterator[tuple[Function, Place]]:
    """Yield the methods of objects given in the facade's place that code calls on the component, which stays as it is.

    They are called as the facade's are: a wrapper around the facade stays synchronous with it.
    """
    called = {name for name in component.names_used() if not stays_synchronous(project, name)}
    for node, (methods, place) in component.doubles.items():
        for value in project.references.inference.of(place.module, node):
            if isinstance(value, Instance) and value.cls not in project.facade_classes | project.target_family:
                found = (find_method(project.program, value.cls, name) for name in sorted(methods & called))
                yield from ((method, place) for method in found if method is not None)


def _doubled(project: Project, component: Component) -> Iterator[Gap]:
    """Yield where an object that answers a method of the facade's synchronously is given for it, or a mock is lost."""
    for place in (*component.lost_mocks.values(), *_set_later(project, component)):
        yield blocker_at("mock", place.module, place.node), None
    yield from ((blocker, None) for blocker in doubles_met(project, component, component.names_used()))


def doubles_met(project: Project, component: Component, called: Set[str]) -> Iterator[Blocker]:
    """Yield where an object is given for the facade that answers one of the methods `called` synchronously."""
    awaited = {name for name in called if not stays_synchronous(project, name)}
    for node, (methods, place) in component.doubles.items():
        namespace = node if isinstance(node, ast.Call) and is_namespace(node) else None
        if methods & awaited and not (namespace is not None and follows(project, place.module, namespace)):
            yield blocker_at("heir" if namespace is None else "mock", place.module, node)


def _set_later(project: Project, component: Component) -> Iterator[Place]:
    """Yield where a mock is told of its methods in a way that nothing follows: by `setattr`, or by a spec."""
    yield from (place for node, place in component.uses.items() if used_name(node) == "mock_add_spec")
    for name in sorted(project.facade_methods):
        for module, call in set_by_text(project.program, name):
            if not component.carriers.isdisjoint(read_carriers(project, module, call.args[0])):
                yield Place(module, call)


def _set_in_place(project: Project, component: Component) -> Iterator[Gap]:
    """Yield where nobody follows what stands for an accessor in a test: the mock of a patch, or what it is given."""
    inference = project.references.inference
    overrides: dict[ast.expr, ast.expr | None] = {name: value for _, name, value in overridden(project)}
    for source in component.sources.values():
        if source.kind == "patch" and isinstance(source.node, ast.Call):
            hidden = makes_its_mock(source.node) and holders(project, source.module, source.node) is None
            hidden = hidden or twin_place(project, component, source.module, source.node) is None
            put = put_there(source.node)
        elif source.kind == "replaced" and isinstance(source.node, ast.Call):
            hidden, put = holders(project, source.module, source.node) is None, []
        elif source.kind == "overridden":
            hidden = False
            put = [value for value in [overrides.get(source.node)] if value is not None]
        else:
            continue
        given = [inference.of(source.module, value) for value in put if not _gives_result(value)]
        if hidden or any(not values or any(_is_hidden(project, value) for value in values) for values in given):
            yield blocker_at("mock", source.module, source.node), None


def _is_hidden(project: Project, stand_in: Value) -> bool:
    """Tell whether what is put in an accessor's place gives something of which nothing is known."""
    inference = project.references.inference
    if isinstance(stand_in, FunctionRef):
        module, given = stand_in.function.module, stand_in.function.returns
        values = [inference.of(module, node) for node in given if not isinstance(node, ast.Constant)]
        return any(not of or any(isinstance(value, External) for value in of) for of in values)
    return isinstance(stand_in, Mock | External)


def _gives_result(value: ast.expr) -> bool:
    """Tell whether a mock says itself what calling it gives: `Mock(return_value=layer)`."""
    return is_mock(value) and any(k.arg == "return_value" for k in value.keywords)
