"""What brings the facade in: accessors, the class itself, shared holders, and the mocks and patches of tests."""

import ast
from collections.abc import Iterator
from typing import TypeGuard

from tools.ferry.project.carriers import Carrier, Source, SourceKind
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module, called_name, dotted
from tools.ferry.trace.patch_holders import names_elsewhere, names_of
from tools.ferry.types.calls import MOCKS
from tools.ferry.types.names import lookup, member, resolve_expression
from tools.ferry.types.patched import is_patch, makes_mock
from tools.ferry.types.values import ClassRef, External, FunctionRef, Instance, Mock, Namespace
from tools.ferry.uses.usage import MAKING, made_by

PATCHING = frozenset({"patch", "setattr"})
"""Calls that replace what a dotted name in a string stands for."""


def is_mock(node: ast.expr) -> TypeGuard[ast.Call]:
    """Tell whether the expression makes a mock."""
    return isinstance(node, ast.Call) and called_name(node.func) in MOCKS


def mocks_inside(value: ast.expr) -> list[ast.Call]:
    """Return the mocks that a collection is made of, `{"layer": Mock()}`, `[Mock() for _ in names]`, or one it is.

    So of `Mock() if plain else MagicMock()`, `(store := Mock())`.
    """
    match value:
        case ast.IfExp(body=body, orelse=orelse):
            return mocks_inside(ast.List([body, orelse]))
        case ast.BoolOp(values=parts):
            return mocks_inside(ast.List(parts))
        case ast.NamedExpr(value=part):
            return mocks_inside(ast.List([part]))
        case ast.Dict(values=parts) | ast.List(elts=parts) | ast.Set(elts=parts) | ast.Tuple(elts=parts):
            return [mock for part in parts for mock in ([part] if is_mock(part) else mocks_inside(part))]
        case ast.ListComp(elt=part) | ast.SetComp(elt=part) | ast.DictComp(value=part):
            return [part] if is_mock(part) else mocks_inside(part)
    return []


def wrapped_in(mock: ast.expr) -> list[ast.expr]:
    """Return the object around which a mock is made: `MagicMock(wraps=layer)`."""
    keywords = mock.keywords if is_mock(mock) else []
    return [keyword.value for keyword in keywords if keyword.arg == "wraps"]


def source_names(project: Project, module: Module) -> frozenset[str]:
    """Return the last names of the calls and attributes in a module that can bring the facade in.

    Among them those of mocks that patches of accessors make, which a test calls like these: `get_layer().load`.
    """
    held = {name for patch in _patches(project, module) for name in names_of(project, module, patch)}
    spoken = project.spoken_names(module)
    return PATCHING | MOCKS | {*MAKING, "object", "return_value", *project.config.travel, *spoken, *held}


def names_of_patched(project: Project) -> set[str]:
    """Return the names by which a module can know mocks that patches of accessors make somewhere else."""
    modules = [module for module in project.program.loads.having("patch") if not project.is_retired(module)]
    return names_elsewhere(project, ((module, patch) for module in modules for patch in _patches(project, module)))


def _patches(project: Project, module: Module) -> Iterator[ast.Call]:
    """Yield the calls that patch an accessor."""
    for name in ("patch", "object"):
        for node in project.program.loads.within(module, name):
            call = module.parents[node]
            if isinstance(call, ast.Call) and call.func is node and is_patch(call):
                yield from [call] if patched_accessor(project, module, call) else []


def source_kind(project: Project, module: Module, node: ast.expr) -> SourceKind | None:
    """Return how the expression brings the facade in, or None."""
    match node:
        case ast.Call() if (made := made_by(node)) is not None:
            return _brings(project, meaning(project, module, made))
        case ast.Call() if is_mock(node):
            return "mock" if _imitates_facade(project, module, node) else None
        case ast.Call() if patched_accessor(project, module, node):
            return "patch"
        case ast.Call() if replaces_accessor(project, module, node.func):
            return "patched"
        case ast.Call():
            return _brings(project, meaning(project, module, node.func))
        case ast.Attribute(attr="return_value", ctx=ast.Load()) if replaces_accessor(project, module, node.value):
            return "patched"
        case ast.Attribute(ctx=ast.Load()) if node.attr in project.config.travel:
            return "travel" if is_travel(project, module, node) else None
    return None


def given_by_variable(project: Project, module: Module, node: ast.expr) -> Iterator[ast.Call]:
    """Yield the calls by which a variable's accessor or class gives the value: `self.make()`, `CLASSES[kind]()`.

    Nothing is switched there.
    """
    match node:
        case ast.BoolOp():
            for part in node.values:
                yield from given_by_variable(project, module, part)
        case ast.IfExp():
            yield from given_by_variable(project, module, node.body)
            yield from given_by_variable(project, module, node.orelse)
        case ast.Call() if source_kind(project, module, node) is None:
            values = project.references.inference.of(module, node.func)
            makers = {v.function if isinstance(v, FunctionRef) else v.cls for v in values if isinstance(v, _MAKERS)}
            if any(_brings(project, maker) for maker in makers):
                yield node


_MAKERS = FunctionRef | ClassRef


def _brings(project: Project, found: Function | Class | None) -> SourceKind | None:
    if found in project.accessors:
        return "accessor"
    return "construct" if found in project.facade_classes else None


def asks_another(project: Project, source: Source) -> bool:
    """Tell whether an accessor that is a method is not called on its own class: on an heir, or on an object."""
    called = (made_by(source.node) or source.node.func) if isinstance(source.node, ast.Call) else None
    accessor = meaning(project, source.module, called) if source.kind == "accessor" and called is not None else None
    if not isinstance(accessor, Function) or accessor.cls is None:
        return False
    owner = called.value if isinstance(called, ast.Attribute) else None
    if not isinstance(owner, ast.Name | ast.Attribute):
        return True
    return project.references.resolve(source.module, owner).definitions != {accessor.cls}


def is_travel(project: Project, module: Module, node: ast.Attribute) -> bool:
    """Tell whether the attribute is the facade on a shared holder: the container, `app.state`, or a mock of them."""
    if project.is_retired(module):
        return False
    receivers = project.references.inference.of(module, node.value)
    if any(isinstance(r, Instance) and r.cls in project.holders for r in receivers):
        return True
    if any(isinstance(r, Instance) for r in receivers):
        return False
    if any(isinstance(r, Mock | Namespace) for r in receivers):
        return True
    values = project.references.inference.of(module, node)
    if any(isinstance(v, Instance) and v.cls in project.facade_classes for v in values):
        return True
    return dotted(node.value).endswith("state") and all(isinstance(r, External) for r in receivers)


def meaning(project: Project, module: Module, node: ast.expr) -> Function | Class | None:
    """Return what of the facade's family, its accessors and companions a name stands for, or None."""
    if not isinstance(node, ast.Name | ast.Attribute) or called_name(node) not in project.spoken_names(module):
        return None
    return next(iter(project.references.resolve(module, node).definitions), None)


def held_by_mocks(project: Project, module: Module, travel: ast.Attribute) -> Iterator[Carrier]:
    """Yield what the mocks that stand for a shared holder have there: all that read it of one mock get one object."""
    for mock in project.references.inference.of(module, travel.value):
        if isinstance(mock, Mock | Namespace) and isinstance(mock.node, ast.expr):
            made = f"{mock.node.lineno}:{mock.node.col_offset}"
            path = mock.path if isinstance(mock, Mock) else ()
            yield Carrier("expr", mock.module, ".".join([made, *path, travel.attr]))


def _imitates_facade(project: Project, module: Module, call: ast.Call) -> bool:
    given = [k.value for k in call.keywords if k.arg in {"spec", "spec_set"}] + call.args[:1]
    return any(meaning(project, module, node) in project.facade_classes for node in given)


def call_texts(call: ast.Call) -> list[str]:
    """Return the name in `patch("module.name")`, or both of `patch.object(module, "name")`; nothing of other calls."""
    if called_name(call) in PATCHING and isinstance(call.args[0] if call.args else None, ast.Constant):
        return [str(call.args[0].value)]  # type: ignore[attr-defined]
    is_object = called_name(call) in {"object", "setattr"} and len(call.args) > 1
    second = call.args[1] if is_object else None
    return [called_name(call.args[0]), str(second.value)] if isinstance(second, ast.Constant) else []


def patched_accessor(project: Project, module: Module, call: ast.Call) -> tuple[Module, str] | None:
    """Return the module and name under which `patch("module.get_persistence")` replaces an accessor.

    Of one that is called on a class it is the module of that, and `Store.instance`.
    """
    patched = patched_name(project, module, call)
    if patched is None:
        return None
    found, last = patched
    if isinstance(found, Module):
        return (found, last) if member(project.program, found, last) in project.accessors else None
    is_accessor = found.methods.get(last) in project.accessors
    return (found.module, f"{found.name}.{last}".removeprefix(f"{found.module.name}.")) if is_accessor else None


def replaced_in_module(project: Project, module: Module, call: ast.Call) -> tuple[Module, str] | None:
    """Return the module of the tree in which a patch, or `setattr`, replaces something, and its name there."""
    owner, name = patched_name(project, module, call) or (None, "")
    return (owner, name) if isinstance(owner, Module) else None


def replaced_together(project: Project) -> Iterator[tuple[Module, ast.Call, Module, str]]:
    """Yield (module, patch, where, name) of what `patch.multiple("module", name=DEFAULT)` replaces in modules."""
    for module, name in project.program.loads.get("multiple", []):
        patch = module.parents[name]
        if not isinstance(patch, ast.Call) or patch.func is not name or not patch.args:
            continue
        owner, program = patch.args[0], project.program
        text = str(owner.value) if isinstance(owner, ast.Constant) else ""
        found = lookup(program, text) if text else resolve_expression(program, module, owner)
        if isinstance(found, Module) and not project.is_retired(module):
            yield from ((module, patch, found, keyword.arg) for keyword in patch.keywords if keyword.arg)


def patched_name(project: Project, module: Module, call: ast.Call) -> tuple[Module | Class, str] | None:
    """Return the module or class, and the name in it, that a patch or `setattr` replaces."""
    texts = call_texts(call)
    if len(texts) == 1 and isinstance(call.args[0], ast.Constant) and "." in texts[0]:
        owner, _, last = texts[0].rpartition(".")
        found = lookup(project.program, owner)
    elif len(texts) == 2:
        found, last = resolve_expression(project.program, module, call.args[0]), texts[1]
    else:
        return None
    return (found, last) if isinstance(found, Module | Class) else None


def makes_its_mock(patch: ast.expr) -> TypeGuard[ast.Call]:
    """Tell whether a `patch` makes the mock by itself: it is not told what stands there, or what that gives."""
    if not isinstance(patch, ast.Call) or not makes_mock(patch):
        return False
    told = [k for k in patch.keywords if k.arg in {"new_callable", "return_value", "side_effect", "wraps"}]
    return all(k.arg == "new_callable" and called_name(k.value) in {"Mock", "MagicMock"} for k in told)


def put_there(call: ast.Call) -> list[ast.expr]:
    """Return what a patch of an accessor, or `setattr`, puts in its place, or has its mock run."""
    first = len(call_texts(call))
    return [
        *call.args[first : first + 1],
        *(k.value for k in call.keywords if k.arg in {"new", "side_effect", "value"}),
    ]


def patch_of(project: Project, module: Module, node: ast.expr) -> ast.Call | None:
    """Return the `patch` call by which the mock is made that the expression stands for."""
    found = next(_patches_behind(project, module, node), None)
    return found[1] if found is not None else None


def replaces_accessor(project: Project, module: Module, node: ast.expr) -> bool:
    """Tell whether the expression stands for the mock that a patch makes of an accessor."""
    return any(patched_accessor(project, *found) for found in _patches_behind(project, module, node))


def _patches_behind(project: Project, module: Module, node: ast.expr) -> Iterator[tuple[Module, ast.Call]]:
    if isinstance(node, ast.Name | ast.Attribute | ast.Call):
        for value in project.references.inference.of(module, node):
            call = value.node if isinstance(value, Mock) and not value.path else None
            if isinstance(value, Mock) and isinstance(call, ast.Call) and is_patch(call):
                yield value.module, call
