"""Objects that accessors give and something else has to make before: `init_store(url)`, then `get_store()`."""

import ast

from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module
from tools.ferry.types.fixtures import serves_tests
from tools.ferry.types.names import lookup, resolve_expression


def lacks_set_up(project: Project, accessor: Function) -> bool:
    """Tell whether nothing makes, or resets, what the accessor's twin gives, as is done for the facade's object.

    A `container` step calls beside a function that makes the facade's object its twin, where it has one.
    """
    if accessor not in project.without_set_up:
        found = lookup(project.program, project.twin_of(accessor) or "")
        twin = found if isinstance(found, Function) else None
        project.without_set_up[accessor] = _is_reset(project, accessor, twin) or _lacks_maker(project, accessor, twin)
    return project.without_set_up[accessor]


def _is_reset(project: Project, accessor: Function, twin: Function | None) -> bool:
    """Tell whether code resets what the accessor gives, `get_store.cache_clear()`, and nothing what the twin does."""
    return not _asked(project, accessor) <= (_asked(project, twin) if twin is not None else set())


def _asked(project: Project, function: Function) -> set[str]:
    """Return what code outside the layer reads of a function, and not all functions have."""
    places = ((m, m.parents.get(node)) for m, node in project.references.to(function) if not project.is_retired(m))
    names = {parent.attr for _, parent in places if isinstance(parent, ast.Attribute)}
    return {name for name in names if not name.startswith("__")}


def _lacks_maker(project: Project, accessor: Function, twin: Function | None) -> bool:
    makers = _makers(project, twin) if twin is not None else set()
    own = _makers(project, accessor) if makers else set()
    has_step = any(step.kind == "container" for step in project.config.steps)
    if not makers or (has_step and any(project.twin_of(maker) is not None for maker in own)):
        return False
    here, there = _asking(project, own), _asking(project, makers)
    if not _waiting(project, accessor) or any(not serves_tests(module) for module in here):
        return all(serves_tests(module) for module in there)
    return bool(here) and not there


def _waiting(project: Project, accessor: Function) -> set[str]:
    """Return the module's variables that are None at first, and that the accessor reads and does not set."""
    program, module = project.program, accessor.module
    read = {
        node.id for node in ast.walk(accessor.node) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    own = _set_in(accessor)
    found = set()
    for name in (read & module.assigned.keys()) - own:
        first = [value for _, value in module.assigned[name] if value is None or not program.enclosing(module, value)]
        if all(value is None or (isinstance(value, ast.Constant) and value.value is None) for value in first):
            found.add(name)
    return found


def _set_in(function: Function) -> set[str]:
    """Return the module's variables that the function sets."""
    return {name for node in ast.walk(function.node) if isinstance(node, ast.Global) for name in node.names}


def _makers(project: Project, accessor: Function) -> set[Function]:
    """Return the functions of its module that set what an accessor reads; nothing where it has no need of them.

    That is so too where the module calls one of them itself, or code sets the variable from outside.
    """
    names = _waiting(project, accessor)
    functions = [one for one in accessor.module.definitions if isinstance(one, Function)]
    found = {function for function in functions if names & _set_in(function)}
    queue = [*found]
    for maker in queue:
        for module, reference in project.references.to(maker):
            around = project.owner(module, reference)
            if module is accessor.module and around is None:
                return set()
            if module is accessor.module and around is not None and around not in found:
                found.add(around)
                queue.append(around)
    return set() if accessor in found or any(_is_set_outside(project, accessor, name) for name in names) else found


def _is_set_outside(project: Project, accessor: Function, name: str) -> bool:
    """Tell whether code sets the variable of the accessor's module as an attribute of that: `store._shared = …`."""
    targets = project.program.stores.get(name, [])
    return any(resolve_expression(project.program, m, target.value) is accessor.module for m, target in targets)


def _asking(project: Project, makers: set[Function]) -> set[Module]:
    """Return the other modules that name one of the functions."""
    named = (module for maker in makers for module, _ in project.references.to(maker) if module is not maker.module)
    return {module for module in named if not project.is_retired(module)}
