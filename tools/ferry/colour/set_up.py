"""Objects that accessors give and other code makes before, `init_store(url)`, or resets, `reset_store()`."""

import ast
from collections.abc import Collection

from tools.ferry.colour.kept import Place, changed_outside, kept_by, named_outside
from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module, called_name, declared_global, has_own_lines
from tools.ferry.types.annotations import annotation_names, names_within
from tools.ferry.types.fixtures import serves_tests
from tools.ferry.types.names import lookup, resolve_expression

CLEARING = "cache_clear"
"""The attribute by which what `functools` keeps of a function is forgotten."""
_LATER = frozenset({"addClassCleanup", "addCleanup", "addModuleCleanup", "addfinalizer", "callback", "register"})
"""The functions of `unittest`, pytest, `contextlib` and `atexit` that have another one run at an end."""
_READ_ONCE = frozenset({"BinaryIO", "Generator", "IO", "Iterable", "Iterator", "TextIO"})
"""What whoever is given it first may have read to its end."""


def lacks_set_up(project: Project, accessor: Function) -> bool:
    """Tell whether nothing makes what the accessor's twin gives, as is done for the facade's object.

    A `container` step calls beside a function that makes the facade's object its twin, where it has one.
    """
    if accessor not in project.without_set_up:
        project.without_set_up[accessor] = _lacks_maker(project, accessor, _twin(project, accessor))
    return project.without_set_up[accessor]


def changed_alone(project: Project, accessor: Function) -> list[Place]:
    """Return where code changes what the accessor gives, or resets it, and not in that function what its twin gives."""
    if accessor not in project.changed_alone:
        project.changed_alone[accessor] = _changed_alone(project, accessor)
    return project.changed_alone[accessor]


def changed_with_twin(project: Project, accessor: Function) -> list[Place]:
    """Return where code changes what the accessor gives, and in that function also what its twin gives.

    A twin that keeps nothing has nothing to reset.
    """
    return _done_for_twin(project, accessor, dict.fromkeys(changed_outside(project, accessor)))


def _changed_alone(project: Project, accessor: Function) -> list[Place]:
    if _twin(project, accessor) is None:
        return []
    places = dict.fromkeys(changed_outside(project, accessor, _waiting(project, accessor)))
    done = _done_for_twin(project, accessor, places)
    return [place for place in places if place not in done and reset_beside(project, *place) is None]


def _done_for_twin(project: Project, accessor: Function, places: Collection[Place]) -> list[Place]:
    """Return those of the places in whose functions the same is done for the accessor's twin, if it keeps something."""
    twin = _twin(project, accessor) if places else None
    if twin is None:
        return []
    there = {(module, project.owner(module, node)) for module, node in changed_outside(project, twin)}
    keeps_nothing = not twin.decorators and not kept_by(project, twin)
    return [
        (module, node)
        for module, node in places
        if (module, project.owner(module, node)) in there
        or (keeps_nothing and isinstance(node, ast.Name | ast.Attribute) and _bare_call(module, node))
    ]


def reset_beside(project: Project, module: Module, node: ast.AST) -> tuple[str, str] | None:
    """Return what a step calls beside the reset that the expression names, and the attribute of it that it calls.

    That is a companion's twin, or the `cache_clear` of an accessor's. Both get what is given there, where that is
    nothing of the facade's; a `container` step gives them whatever it is.
    """
    call = module.parents.get(node)
    if not isinstance(node, ast.Name | ast.Attribute) or not isinstance(call, ast.Call):
        return None
    if not runs(call, node):
        return None
    if not isinstance(module.parents[call], ast.Expr) or not has_own_lines(module.parents[call], module.lines):
        return None
    has_step = any(step.kind == "container" for step in project.config.steps)
    of_cache = isinstance(node, ast.Attribute) and node.attr == CLEARING
    named = node.value if isinstance(node, ast.Attribute) and of_cache else node
    if not isinstance(named, ast.Name | ast.Attribute):
        return None
    for one in project.references.resolve(module, named).definitions:
        twin = project.twin_of(one) if isinstance(one, Function) else None
        if twin is None or not isinstance(one, Function):
            continue
        if of_cache and one in project.accessors and _is_cached(_twin(project, one)):
            return twin, CLEARING
        given = [*(arg for arg in call.args if arg is not node), *(keyword.value for keyword in call.keywords)]
        if not of_cache and one in project.companions and (has_step or _fits_both(project, one, given)):
            return twin, ""
    return None


def runs(call: ast.Call, node: ast.expr) -> bool:
    """Tell whether the call runs the function, or has it run at an end: `self.addCleanup(reset)`."""
    return call.func is node or (called_name(call) in _LATER and call.args[:1] == [node])


def _fits_both(project: Project, companion: Function, given: list[ast.expr]) -> bool:
    """Tell whether the twin can be given the same: constants, or what by the annotations is nothing of the facade's.

    What a call gives could be another object the second time.
    """
    twin = _twin(project, companion)
    if twin is None or [param.arg for param in companion.params] != [param.arg for param in twin.params]:
        return not given
    if all(isinstance(value, ast.Constant) for value in given):
        return True
    declared = [param.annotation for param in companion.params]
    named = [part for annotation in declared for name in annotation_names(annotation) for part in names_within(name)]
    of_facade = any(resolve_expression(project.program, companion.module, n) in project.facade_classes for n in named)
    is_once = any(called_name(name) in _READ_ONCE for name in named)
    is_plain = not (of_facade or is_once) and all(annotation is not None for annotation in declared)
    calls = (part for value in given for part in ast.walk(value) if isinstance(part, ast.Call))
    return is_plain and all(called_name(inner) == "str" for inner in calls)


def _is_cached(function: Function | None) -> bool:
    """Tell whether `functools` keeps what the function gives."""
    return function is not None and any(called_name(one) in {"cache", "lru_cache"} for one in function.decorators)


def _bare_call(module: Module, node: ast.AST) -> bool:
    """Tell whether the function is called there, without arguments."""
    call = module.parents[node]
    return isinstance(call, ast.Call) and call.func is node and not call.args and not call.keywords


def _twin(project: Project, accessor: Function) -> Function | None:
    found = lookup(project.program, project.twin_of(accessor) or "")
    return found if isinstance(found, Function) else None


def _lacks_maker(project: Project, accessor: Function, twin: Function | None) -> bool:
    makers = _makers(project, twin) if twin is not None else set()
    own = _makers(project, accessor) if makers else set()
    has_step = any(step.kind == "container" for step in project.config.steps)
    if not makers or (has_step and any(project.twin_of(maker) is not None for maker in own)):
        return False
    named = [place for maker in own for place in named_outside(project, maker)]
    named = [place for place in named if not serves_tests(place[0])] or named
    if named and all(reset_beside(project, *place) is not None for place in named):
        return False  # what tests do otherwise is told where they do it
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
    own = declared_global(accessor.node)
    found = set()
    for name in (read & module.assigned.keys()) - own:
        first = [value for _, value in module.assigned[name] if value is None or not program.enclosing(module, value)]
        if all(value is None or (isinstance(value, ast.Constant) and value.value is None) for value in first):
            found.add(name)
    return found


def _makers(project: Project, accessor: Function) -> set[Function]:
    """Return the functions of its module that set what an accessor reads; nothing where it has no need of them.

    That is so too where the module calls one of them itself, or code sets the variable from outside.
    """
    names = _waiting(project, accessor)
    functions = [one for one in accessor.module.definitions if isinstance(one, Function)]
    found = {function for function in functions if names & declared_global(function.node)}
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
