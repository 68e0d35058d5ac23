"""What a test puts into a place of the tree, by a call that only does that: it calls nothing of what it is given.

`monkeypatch.setattr(shop.engine, "bus", Bus())`, `patch.object(shop.bus, "listeners", [])`, `parent.attach_mock(mock)`.
"""

import ast

from tools.ferry.project.project import Project
from tools.ferry.source import Module
from tools.ferry.types.names import ancestry
from tools.ferry.types.patch_targets import is_set, patch_target
from tools.ferry.types.patched import is_patch
from tools.ferry.types.values import ClassRef, Instance, Mock, Value


def is_put_in_place(project: Project, module: Module, node: ast.expr) -> bool:
    """Tell whether the object, or class, only takes the place of one of its kind, or an attribute of it is replaced.

    What calls the methods of one that is of another class, or of whatever a library has there, is not seen.
    """
    parent = module.parents[node]
    call = module.parents[parent] if isinstance(parent, ast.keyword) else parent
    if not isinstance(call, ast.Call) or call.func is node or not call.args:
        return False
    if not (is_patch(call) or (is_set(call) and isinstance(call.func, ast.Attribute))):
        return False
    if call.args[0] is node:
        return True
    inference = project.references.inference
    given, replaced = inference.of(module, node), patch_target(inference, module, call)
    return bool(given) and all(any(_is_of_its_kind(project, one, other) for other in replaced) for one in given)


def _is_of_its_kind(project: Project, one: Value, other: Value) -> bool:
    if isinstance(one, Instance) and isinstance(other, Instance):
        return other.cls in ancestry(project.program, one.cls)
    if isinstance(one, ClassRef) and isinstance(other, ClassRef):
        return other.cls in ancestry(project.program, one.cls)
    return False


def is_attached(project: Project, module: Module, node: ast.expr) -> bool:
    """Tell whether a mock's method is attached to another mock, `parent.attach_mock(store.load, "load")`.

    That only records its calls, where the tree does nothing with the other mock but to look at what is its own.
    """
    match module.parents[node]:
        case ast.Call(
            func=ast.Attribute(value=holder, attr="attach_mock"), args=[given, ast.Constant(value=str(name))]
        ):
            return given is node and _is_only_looked_at(project, module, holder, name)
    return False


def _is_only_looked_at(project: Project, module: Module, mock: ast.expr, attached: str) -> bool:
    """Tell whether nobody gets the mock, nor what is attached to it, only what that tells of its calls."""
    loads = project.program.loads
    named = loads.get(mock.attr, []) if isinstance(mock, ast.Attribute) else []
    if isinstance(mock, ast.Name):
        named = [(module, load) for load in loads.within(module, mock.id)]
    above = [(owner, owner.parents[load]) for owner, load in named]
    return bool(above) and all(
        isinstance(part, ast.Attribute) and (part.attr != attached or isinstance(owner.parents[part], ast.Attribute))
        for owner, part in above
    )


def answered_method(project: Project, module: Module, method: ast.expr) -> ast.Attribute | None:
    """Return the mock's method for which the layer's own answers by itself: `mock.load.side_effect = layer.load`.

    None where an `AsyncMock` would not await what the target's counterpart gives: it does so for an `async def` alone.
    """
    match module.parents[method], method:
        case ast.Assign(targets=[ast.Attribute(value=ast.Attribute() as mocked, attr="side_effect")]), ast.Attribute():
            counterpart = project.counterpart(method.attr)
            is_plain = counterpart is not None and counterpart.is_async and not counterpart.decorators
            values = project.references.inference.of(module, mocked.value)
            return mocked if is_plain and any(isinstance(value, Mock) for value in values) else None
    return None
