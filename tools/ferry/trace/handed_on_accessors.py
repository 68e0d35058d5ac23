"""Accessors that are handed on and not called there, `container.register(Layer, get_layer)`: nothing is switched there.

What calls one gives the facade to somebody: to code that gets something unknown where an annotation wants the facade.
"""

import ast
from collections.abc import Iterable, Iterator, Set

from tools.ferry.project.carriers import Carrier, Component, Components, Place
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.trace.feeders import spread_arguments
from tools.ferry.trace.settling import passes_by
from tools.ferry.types.fixtures import serves_tests
from tools.ferry.uses.usage import made_by

Filling = tuple[Carrier, Module, ast.expr, bool]
"""What fills a carrier, in which module, and whether it reads others."""

_INJECTED = frozenset({"Depends", "Security"})
"""What FastAPI calls accessors for, and where they are followed."""


def hold_the_injected(
    project: Project, components: Components, fillings: Iterable[Filling], fed: Set[Carrier], put: Set[Carrier]
) -> None:
    """Let the accessors that are handed on be what gives the facade where nothing is seen to, and something does.

    Into the carriers that are `fed` others flow, and into those that are `put` comes something of which nothing is
    known. Tests do not count: they give it themselves.
    """
    accessors = sorted(project.accessors, key=lambda function: function.name)
    handed_on = [place for accessor in accessors for place in _handed_on(project, accessor)]
    if not handed_on:
        return
    nodes, filled = {node for _, node in handed_on}, _filled(fillings)
    for component in components.all():
        if not _is_only_declared(component):
            continue
        injected = [c for c in component.carriers if c not in filled and c not in fed]
        is_unknown = any(carrier in put or filled.get(carrier, False) for carrier in component.carriers)
        if is_unknown or any(_is_injected(project, c, nodes) or _is_spread(project, c) for c in injected):
            component.made.update({node: Place(module, node) for module, node in handed_on})


def _filled(fillings: Iterable[Filling]) -> dict[Carrier, bool]:
    """Return the carriers that the program fills, and whether it fills them with something that is not followed."""
    found: dict[Carrier, bool] = {}
    for carrier, module, value, followed in fillings:
        if not serves_tests(module):
            found[carrier] = found.get(carrier, False) or not (followed or isinstance(value, ast.Constant))
    return found


def _is_only_declared(component: Component) -> bool:
    """Tell whether only annotations say that the program has the facade there, and something is asked of it."""
    made = [*component.made.values(), *(place for _, place in component.doubles.values())]
    modules = [*(source.module for source in component.sources.values()), *(place.module for place in made)]
    declared = any(not serves_tests(place.module) for place in component.annotations.values())
    used = any(not serves_tests(place.module) for place in component.uses.values())
    return declared and used and all(map(serves_tests, modules))


def _is_injected(project: Project, carrier: Carrier, accessors: Set[ast.expr]) -> bool:
    """Tell whether the carrier is a parameter of a lambda, or of a class that is handed on: somebody calls it.

    Or of a function whose decorator gets an accessor.
    """
    function = carrier.owner if carrier.kind == "local" else None
    if not isinstance(function, Function):
        return False
    is_param = any(param.arg == carrier.name for param in function.params)
    built = function.cls if function.short == "__init__" else None
    told = (part for decorator in function.decorators for part in ast.walk(decorator))
    called = isinstance(function.node, ast.Lambda) or any(part in accessors for part in told)
    return is_param and (called or (built is not None and any(_handed_on(project, built))))


def _is_spread(project: Project, carrier: Carrier) -> bool:
    """Tell whether the carrier may get what a call of the program spreads: `Page(**{name: f() for name, f in …})`.

    What a function only hands on (`super().__init__(**parts)`) is what others give it.
    """
    return any(
        not (
            serves_tests(module) or (isinstance(value, ast.Name) and _is_param(project.owner(module, value), value.id))
        )
        for module, value in spread_arguments(project, carrier)
    )


def _is_param(function: Function | None, name: str) -> bool:
    """Tell whether the function has a parameter of the name, `*rest` and `**names` among them."""
    return function is not None and any(
        isinstance(part, ast.arg) and part.arg == name for part in ast.walk(function.node.args)
    )


def _is_followed(call: ast.Call, node: ast.expr) -> bool:
    """Tell whether the object that is made for a field, or for a handler of FastAPI, is followed."""
    return called_name(call) in _INJECTED or made_by(call) is node


def _handed_on(project: Project, definition: Function | Class) -> Iterator[tuple[Module, ast.expr]]:
    """Yield where code of the program gives the function or the class to a call, or puts it into a collection."""
    for module, node in project.references.to(definition):
        parent = module.parents[node]
        around = module.parents[parent] if isinstance(parent, ast.keyword) else parent
        is_given = isinstance(around, ast.Call) and around.func is not node and not _is_followed(around, node)
        is_kept = isinstance(parent, ast.Dict | ast.List | ast.Tuple | ast.Set)
        if (is_given or is_kept) and not (serves_tests(module) or passes_by(project, module, node)):
            yield module, node
