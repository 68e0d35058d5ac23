"""Where code looks up an accessor that a test patches, now and once it calls the accessor's twin instead."""

import ast
from collections.abc import Iterator, Sequence

from tools.ferry.carriers.places import attribute_carriers, class_carriers
from tools.ferry.project.carriers import Component, Source
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.trace.replaced_attributes import puts_of
from tools.ferry.trace.sources import call_texts, patched_accessor, replaced_in_module, replaced_together
from tools.ferry.types.names import lookup, member, resolve_expression
from tools.ferry.uses.usage import made_by


def looked_up_in(project: Project, module: Module, accessor: ast.expr) -> tuple[Module, str]:
    """Return the module in which code that names an accessor looks it up when it runs, and under which name.

    That is its own for `get_layer`, another for `persistence.get_layer` and for a name that a function imports itself;
    for `Store.instance` the module of the class.
    """
    if isinstance(accessor, ast.Attribute):
        owner = resolve_expression(project.program, module, accessor.value)
        if isinstance(owner, Class):
            return owner.module, f"{owner.name}.{accessor.attr}".removeprefix(f"{owner.module.name}.")
        return (owner if isinstance(owner, Module) else module), accessor.attr
    imported = _imported_from(project, module, accessor) if isinstance(accessor, ast.Name) else None
    return imported or (module, called_name(accessor))


def _imported_from(project: Project, module: Module, name: ast.Name) -> tuple[Module, str] | None:
    """Return what the function around the name imports under it, and from where."""
    function = project.program.enclosing(module, name)
    for node in module.nodes(ast.ImportFrom) if function is not None else ():
        inside = project.program.enclosing(module, node)
        for alias in node.names if inside is not None and inside is function else ():
            if (alias.asname or alias.name) == name.id:
                parts = module.name.split(".")[: 1 - node.level - (not module.is_package) or None] if node.level else []
                owner = lookup(project.program, ".".join([*parts, *([node.module] if node.module else [])]))
                return (owner, alias.name) if isinstance(owner, Module) else None
    return None


def twin_place(project: Project, component: Component, module: Module, patch: ast.Call) -> str | None:
    """Return the dotted name under which the code that the patch is for finds the accessor's twin.

    None where it finds it under several, or none, or the patch cannot name it.
    """
    patched = patched_accessor(project, module, patch)
    accessor = lookup(project.program, f"{patched[0].name}.{patched[1]}") if patched is not None else None
    if patched is None or not isinstance(accessor, Function):
        return None
    twin = project.twin_of(accessor)
    if twin is None or project.imported_for(twin) != (twin, ""):
        return twin
    short = twin.rpartition(".")[2]
    found: set[str] = set()
    for source in component.sources.values():
        if source.kind == "accessor" and isinstance(source.node, ast.Call):
            named = named_by(source.node)
            if looked_up_in(project, source.module, named) != patched:
                continue
            is_own = isinstance(named, ast.Attribute) or source.module is patched[0]
            is_own = is_own or _is_called_beside(project, source, short)
            is_own = is_own and project.named_in(source.module, twin) == (twin, "")
            found.add(f"{source.module.name}.{short}" if is_own else twin)
    written = len(call_texts(patch)) == 1
    found = found or ({f"{patched[0].name}.{short}"} if patched[0] is not accessor.module else set())
    kept = {place for place in found if written or place.rpartition(".")[0] == patched[0].name}
    return kept.pop() if len(kept) == len(found) == 1 else None


def named_by(source: ast.expr) -> ast.expr:
    """Return what names the accessor or class that brings the facade in."""
    return (made_by(source) or source.func) if isinstance(source, ast.Call) else source


def fills_holder(project: Project, source: Source) -> bool:
    """Tell whether a `container` or `lifespan` step gives a holder the target beside it: `app.state.x = get_x()`.

    So does a variable that is then taken there: `x = get_x()`, `app.state.x = x`.
    """
    if not project.serving or source.kind not in {"accessor", "construct"}:
        return False
    owner = project.owner(source.module, source.node)
    if owner is None or owner not in project.serving:
        return False
    statement = source.module.parents[source.node]
    while not isinstance(statement, ast.stmt):
        statement = source.module.parents[statement]
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    reads = [read for one in targets if isinstance(one, ast.Name) for read in reads_of(project, owner, one.id)]
    return travels(project, targets) or any(takes_to_holder(project, source.module, read) for read in reads)


def travels(project: Project, targets: Sequence[ast.AST | None]) -> bool:
    """Tell whether only attributes of shared holders are assigned."""
    return all(isinstance(target, ast.Attribute) and target.attr in project.config.travel for target in targets)


def reads_of(project: Project, function: Function, name: str) -> list[ast.Name]:
    """Return where a variable of the function is read, or deleted, also inside of functions in it."""
    named = [one for one in function.module.names.get(name, []) if not isinstance(one.ctx, ast.Store)]
    return [one for one in named if project.program.binder(function.module, one) is function]


def takes_to_holder(project: Project, module: Module, read: ast.Name) -> bool:
    """Tell whether an assignment takes the variable to a shared holder: `app.state.store = store`."""
    taken = module.parents[read]
    return isinstance(taken, ast.Assign) and taken.value is read and travels(project, taken.targets)


def _is_called_beside(project: Project, source: Source, twin: str) -> bool:
    """Tell whether the twin is called beside the accessor by the step, which imports it at the top of the module."""
    owner = project.owner(source.module, source.node)
    return fills_holder(project, source) and owner is not None and not owner.binds(twin)


def patches_of_classes(project: Project, component: Component) -> Iterator[tuple[Module, ast.Call]]:
    """Yield where tests replace a class of the family in a module that makes the component's objects of it."""
    if project.class_patches is None:
        project.class_patches = _patches_of_classes(project)
    for source in component.sources.values() if project.class_patches else ():
        if source.kind == "construct" and isinstance(source.node, ast.Call):
            named = named_by(source.node)
            yield from project.class_patches.get(looked_up_in(project, source.module, named), ())


def _patches_of_classes(project: Project) -> dict[tuple[Module, str], list[tuple[Module, ast.Call]]]:
    """Return the calls that replace a class of the family in a module, by the module and its name there."""
    found: dict[tuple[Module, str], list[tuple[Module, ast.Call]]] = {}
    for name in ("object", "patch", "setattr"):
        for module, node in project.program.loads.get(name, []):
            call = module.parents[node]
            if not isinstance(call, ast.Call) or call.func is not node or project.is_retired(module):
                continue
            replaced = replaced_in_module(project, module, call)
            if replaced is not None and member(project.program, *replaced) in project.facade_classes:
                found.setdefault(replaced, []).append((module, call))
    for module, call, owner, name in replaced_together(project):
        if member(project.program, owner, name) in project.facade_classes:
            found.setdefault((owner, name), []).append((module, call))
    return found


def patches_of_attributes(project: Project, component: Component) -> Iterator[tuple[Module, ast.Call]]:
    """Yield where tests replace what holds one of the objects, `patch.object(desk, "x")`, by what nothing follows.

    What imitates the object that it replaces imitates the target by itself; `None`, or a number, is nothing to await.
    """
    held = {c for c in component.carriers if c.kind in {"attr", "global"}}
    for name in sorted({carrier.name for carrier in held}):
        for put in puts_of(project, name):
            is_plain = isinstance(put.value, ast.Constant) or any(k.arg == "autospec" for k in put.call.keywords)
            if is_plain or (put.is_followed(project) and (put.variable(project) or put.classes(project))):
                continue
            replaced = {c for cls in put.classes(project) for c in class_carriers(project, cls, name)}
            if put.named is not put.call.args[0]:
                made_up = ast.Attribute(put.call.args[0], name, ast.Store())
                replaced |= set(attribute_carriers(project, put.module, made_up))
            if not held.isdisjoint(replaced) or put.variable(project) in {(c.owner, c.name) for c in held}:
                yield put.module, put.call
