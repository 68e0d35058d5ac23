"""A coroutine in a variable, an attribute or a container: what reads it later."""

import ast
from dataclasses import replace

from tools.ferry.verify.fates.ends import IDLE, WELL, Place, Way, badly, tested
from tools.ferry.verify.fates.holders import holders
from tools.ferry.verify.inference import annotations
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.scopes import Scope


def assigned(eyes: Eyes, place: Place, parent: ast.Assign | ast.AnnAssign | ast.NamedExpr) -> Way:
    """Go on from what a statement, or `:=`, assigns."""
    annotation = parent.annotation if isinstance(parent, ast.AnnAssign) and not place.boxed else None
    if annotations.denies_awaitable(eyes, place.file, annotation):
        yield badly("the name is for its result")
        return
    if isinstance(parent, ast.NamedExpr):
        yield place.on(parent, boxed=place.boxed)
    for target in parent.targets if isinstance(parent, ast.Assign) else [parent.target]:
        yield from stored(eyes, place, target, boxed=place.boxed)


def grown(eyes: Eyes, place: Place, parent: ast.AugAssign) -> Way:
    """Go on from what is added to a variable."""
    if place.boxed:
        yield from stored(eyes, place, parent.target, boxed=place.boxed)
    else:
        yield badly("it is used in place of its result")


def in_display(eyes: Eyes, place: Place, display: ast.List | ast.Tuple | ast.Set) -> Way:
    """Go on from an element of a list, a tuple or a set, which can be unpacked at once."""
    parent = place.file.parents.get(display)
    is_star = isinstance(place.node, ast.Starred)
    if isinstance(parent, ast.Assign) and parent.value is display and isinstance(parent.targets[0], ast.Tuple):
        targets = parent.targets[0].elts
        is_plain = not is_star and not any(isinstance(target, ast.Starred) for target in targets)
        if is_plain and len(targets) == len(display.elts):
            yield from stored(eyes, place, targets[display.elts.index(place.node)], boxed=place.boxed)
            return
    yield place.on(display, boxed=place.boxed if is_star else place.boxed + 1)


def iterated(eyes: Eyes, place: Place, loop: ast.comprehension | ast.For | ast.AsyncFor) -> Way:
    """Go on from what a loop goes over, or a comprehension asks."""
    if isinstance(loop, ast.comprehension) and place.node in loop.ifs:
        yield tested(boxed=place.boxed)
    elif place.boxed and (isinstance(loop, ast.AsyncFor) or getattr(loop, "is_async", False)):
        yield WELL  # something that gives tasks to `async for`: `as_completed`
    elif not place.boxed:
        yield badly("it is iterated over in place of its result")
    else:
        yield from stored(eyes, place, loop.target, boxed=place.boxed - 1)
        if place.boxed == 1 and not isinstance(loop.target, ast.Name):
            yield WELL


def stored(eyes: Eyes, place: Place, target: ast.expr, *, boxed: int) -> Way:
    """Go on from a target that the coroutine, or a container of it, is bound to; the place has the file."""
    match target:
        case ast.Name():
            yield from _read_later(eyes, place, target, boxed=boxed)
        case ast.Attribute(attr="return_value" | "side_effect"):
            yield WELL  # of a mock, which gives it to whoever awaits it
        case ast.Attribute():
            yield from _attribute(eyes, place, target, boxed=boxed)
        case ast.Subscript(value=base):
            yield from put(eyes, place, base, boxed=boxed + 1)
        case ast.Starred(value=rest):
            yield from stored(eyes, place, rest, boxed=boxed + 1)
        case ast.Tuple() | ast.List() if boxed:
            for element in target.elts:
                yield from stored(eyes, place, element, boxed=boxed - 1)
        case ast.Tuple() | ast.List():
            yield badly("it is unpacked in place of its result")
        case _:
            yield WELL


def put(eyes: Eyes, place: Place, container: ast.expr, *, boxed: int) -> Way:
    """Go on from a container that the coroutine is put into, and from those that hold it or share it."""
    for file, holder, around in holders(eyes, place.file, container):
        yield from stored(eyes, replace(place, file=file), holder, boxed=boxed + around) if holder else [WELL]


def _read_later(eyes: Eyes, place: Place, name: ast.Name, *, boxed: int) -> Way:
    scope: Scope | None = place.file.scope_of(name)
    while isinstance(name.ctx, ast.Store) and scope is not None and name.id in scope.elsewhere:
        scope = scope.outer
    scope = scope.binding(name.id) if scope is not None else None
    if scope is None:
        yield WELL
        return
    bindings = scope.names[name.id] if not boxed else []
    declared = [b.value if b.kind == "annotation" else getattr(b.node, "annotation", None) for b in bindings]
    if any(annotations.denies_awaitable(eyes, place.file, annotation) for annotation in declared):
        yield badly("the name is for its result")
        return
    yield IDLE
    for load in place.file.loads_of(scope, name.id):
        yield place.on(load, boxed=boxed)
    if isinstance(scope.node, ast.ClassDef):
        yield from _attribute(eyes, place, ast.Attribute(value=ast.Name("self"), attr=name.id), boxed=boxed)
    if isinstance(scope.node, ast.Module):
        for file, other in eyes.tree.imports.get(f"{place.file.module}.{name.id}", []):
            for load in file.loads_of(file.scopes[file.tree], other):
                yield place.on(load, boxed=boxed, file=file)
        yield from _attribute(eyes, place, ast.Attribute(value=name, attr=name.id), boxed=boxed)


def _attribute(eyes: Eyes, place: Place, target: ast.Attribute, *, boxed: int) -> Way:
    yield IDLE
    owner = eyes.values(place.file, target.value)
    for file, load in eyes.tree.attribute_loads.get(target.attr, []):
        if not eyes.classes.are_unrelated(owner, eyes.values(file, load.value)):
            yield place.on(load, boxed=boxed, file=file)
