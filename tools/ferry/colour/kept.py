"""What accessors keep the object in that they give, and where code from outside changes that."""

import ast
from collections.abc import Collection, Iterator

from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module, declared_global
from tools.ferry.trace.sources import call_texts, patched_name
from tools.ferry.types.fixtures import serves_tests
from tools.ferry.types.names import resolve_expression
from tools.ferry.types.parameters import is_called_on_class

Kept = tuple[Module | Class, str]
"""A module's variable or a class attribute."""
Place = tuple[Module, ast.expr]

_CHANGING = frozenset({"append", "clear", "insert", "pop", "popitem", "remove", "set", "setdefault", "update"})
"""The methods by which what a variable holds is changed: of collections, and `ContextVar.set`."""


def kept_by(project: Project, accessor: Function) -> set[Kept]:
    """Return what the accessor, and what it calls in its module, reads: one of it holds what it gives."""
    reached = [accessor]
    found: set[Kept] = set()
    for function in reached:
        for node in ast.walk(function.node):
            if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
                found |= _place(project, function, node)
            called = function.module.functions.get(node.id) if isinstance(node, ast.Name) else None
            if called is not None and called not in reached:
                reached.append(called)
    return found


def changed_outside(project: Project, accessor: Function, waiting: Collection[str] = ()) -> Iterator[Place]:
    """Yield where code outside the layer changes what the accessor keeps, or resets that: by a call, a patch, a store.

    A program gives what is `waiting` its first value, which is no change; its tests do so for one test.
    """
    kept = kept_by(project, accessor)
    yield from _asked_of(project, accessor)
    if not kept:
        return
    for setter, places in _setters(project, accessor, kept).items():
        is_first = all(owner is accessor.module and name in waiting for owner, name in places)
        named = named_outside(project, setter)
        yield from ((m, node) for m, node in named if m is not accessor.module and (serves_tests(m) or not is_first))
    yield from _replaced(project, kept)
    for owner, name in kept:
        for module, target in project.program.stores.get(name, []):
            is_own = module is accessor.module or project.is_retired(module)
            if not is_own and resolve_expression(project.program, module, target.value) is owner:
                yield module, target


def replaces(node: ast.AST) -> bool:
    """Tell whether code puts something into the variable there from outside: a patch or an assignment."""
    return isinstance(node, ast.Call) or (isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load))


def _place(project: Project, function: Function, node: ast.Name | ast.Attribute) -> set[Kept]:
    """Return the variable of the function's module, or the attribute of a class of it, that the expression is."""
    module = function.module
    if isinstance(node, ast.Name):
        own = not function.binds(node.id) or node.id in declared_global(function.node)
        is_variable = node.id in module.assigned and own
        return {(module, node.id)} if is_variable else set()
    if not isinstance(node.value, ast.Name):
        return set()
    first = function.params[0].arg if function.cls is not None and function.params else None
    if first == node.value.id and is_called_on_class(function):
        owner: object = function.cls
    else:
        owner = resolve_expression(project.program, module, node.value)
    is_own = isinstance(owner, Class) and owner.module is module and node.attr in owner.assigned
    return {(owner, node.attr)} if isinstance(owner, Class) and is_own else set()


def _setters(project: Project, accessor: Function, kept: set[Kept]) -> dict[Function, set[Kept]]:
    """Return the other functions of its module that change what it keeps, by themselves or by such a function."""
    found: dict[Function, set[Kept]] = {}
    for function in accessor.module.definitions:
        if isinstance(function, Function) and function not in project.accessors and _is_called_plainly(function):
            changed = kept.intersection(_changes(project, function))
            if changed:
                found[function] = changed
    queue = [*found]
    for setter in queue:
        for node in accessor.module.loads.get(setter.short, []):
            around = project.owner(accessor.module, node)
            is_new = around is not None and around not in found and around not in project.accessors
            if around is not None and is_new and _is_called_plainly(around):
                found[around] = found[setter]
                queue.append(around)
    return found


def _is_called_plainly(function: Function) -> bool:
    """Tell whether it is no method of objects: those are called on the facade's and the target's object alike."""
    return function.cls is None or is_called_on_class(function)


def _changes(project: Project, function: Function) -> Iterator[Kept]:
    """Yield what the function sets, deletes, or changes in place: `_shared = None`, `_layers.clear()`."""
    for node in ast.walk(function.node):
        if isinstance(node, ast.Name | ast.Attribute) and _is_changed(function.module, node):
            yield from _place(project, function, node)


def _is_changed(module: Module, node: ast.Name | ast.Attribute) -> bool:
    above = module.parents.get(node)
    if not isinstance(node.ctx, ast.Load):
        return True
    if isinstance(above, ast.Attribute | ast.Subscript) and not isinstance(above.ctx, ast.Load):
        return above.value is node
    is_called = isinstance(above, ast.Attribute) and isinstance(module.parents.get(above), ast.Call)
    return is_called and isinstance(above, ast.Attribute) and above.attr in _CHANGING


def named_outside(project: Project, function: Function) -> list[Place]:
    """Return where code outside the layer names the function, under another name too."""
    found: list[Place] = [*project.references.to(function)]
    for module, local in project.renamed_imports.get(function.short, ()):
        nodes = project.program.loads.within(module, local)
        found += [(module, node) for node in nodes if function in project.references.resolve(module, node).definitions]
    return [(module, node) for module, node in found if not project.is_retired(module)]


def _asked_of(project: Project, function: Function) -> Iterator[Place]:
    """Yield what code outside the layer reads of a function, and not all functions have: `get_store.cache_clear`."""
    for module, node in named_outside(project, function):
        above = module.parents.get(node)
        if isinstance(above, ast.Attribute) and not above.attr.startswith("__"):
            yield module, above


def _replaced(project: Project, kept: set[Kept]) -> Iterator[Place]:
    """Yield where tests put something in the place of a variable: `patch.object(store, "_shared", fake)`."""
    names = {name for _, name in kept}
    for function in ("object", "patch", "setattr"):
        for module, node in project.program.loads.get(function, []):
            call = module.parents[node]
            if not isinstance(call, ast.Call) or call.func is not node or project.is_retired(module):
                continue
            texts = call_texts(call)
            if texts and texts[-1].rpartition(".")[2] in names and patched_name(project, module, call) in kept:
                yield module, call
