"""What stands in the place that a test patches, and what it puts there instead."""

import ast
from collections.abc import Iterator

from tools.ferry.source import Class, Function, Module, Program, called_name
from tools.ferry.types.calls import MOCKS, of_results
from tools.ferry.types.infer import Inference, elements_of
from tools.ferry.types.literals import literals_of
from tools.ferry.types.members import of_member, returned
from tools.ferry.types.patched import is_patch, replacement
from tools.ferry.types.values import NOTHING, ClassRef, FunctionRef, Instance, Mock, Values

Replaced = tuple[Module, ast.Name | ast.Attribute, ast.expr | None]
"""Where a test names a dependency, and what it puts in its place there, if it does."""

StandIn = tuple[Class, Module, ast.expr]
"""The class, and an expression that stands for an object of it; where that is a class, objects of that one do."""


def replaced_dependencies(program: Program) -> Iterator[Replaced]:
    """Yield where a test names a dependency of FastAPI: `app.dependency_overrides[layer_of] = lambda: layer`."""
    for module, node in program.loads.get("dependency_overrides", []):
        statement = next((p for p in program.ancestors(module, node) if isinstance(p, ast.stmt)), node)
        for name in [part for part in ast.walk(statement) if isinstance(part, ast.Name | ast.Attribute)]:
            match module.parents[name]:
                case ast.Subscript() if isinstance(statement, ast.Assign):
                    yield module, name, statement.value
                case ast.Dict(keys=keys, values=values) if name in keys:
                    yield module, name, values[keys.index(name)]
                case ast.Call(args=[_, key, value]) if key is name:  # `monkeypatch.setitem(overrides, name, value)`
                    yield module, name, value
                case ast.Call(func=called) if called is name:
                    pass
                case _:
                    yield module, name, None


def given_by_dependencies(inference: Inference) -> Iterator[StandIn]:
    """Yield what tests have FastAPI give in the place of objects of classes of the tree."""
    for module, name, put in replaced_dependencies(inference.program):
        replaced = inference.of(module, name) if put is not None else NOTHING
        classes = {value.cls for value in replaced if isinstance(value, ClassRef)}
        for function in [value.function for value in replaced if isinstance(value, FunctionRef)]:
            classes |= classes_given(inference, function)
        if put is not None and classes:
            yield from ((cls, *one) for one in given_by_calls(inference, module, put) for cls in classes)


def patching(program: Program) -> Iterator[tuple[Module, ast.Call]]:
    """Yield the calls of `patch`, `patch.object` and `setattr`."""
    for name in ("patch", "object", "setattr"):
        for module, node in program.loads.get(name, []):
            call = module.parents.get(node)
            if isinstance(call, ast.Call) and call.func is node and (is_patch(call) or is_set(call)):
                yield module, call


def is_set(call: ast.Call) -> bool:
    """Tell whether the call is `monkeypatch.setattr("module.name", value)` or `….setattr(owner, "name", value)`."""
    return called_name(call) == "setattr" and len(call.args) > 1


def patch_target(inference: Inference, module: Module, patch: ast.Call) -> Values:
    """Return what stands in the place that is patched."""
    if called_name(patch) == "object" or (is_set(patch) and not _text(patch.args[0])):
        owners, last = inference.of(module, patch.args[0]), _text(patch.args[1])
    else:
        owner, _, last = _text(patch.args[0]).rpartition(".")
        owners = inference.of_external(owner) if owner else NOTHING
    return frozenset(value for owner in owners for value in of_member(inference, owner, last))


def imitated(inference: Inference, mock: Mock) -> Values:
    """Return what stands where a patch's mock, or something of it, stands now: `get_container.return_value.users`."""
    if not isinstance(mock.node, ast.Call) or not is_patch(mock.node):
        return NOTHING
    found = patch_target(inference, mock.module, mock.node)
    for part in mock.path:
        if part == "()":
            found = of_results(inference, found)
        else:
            found = frozenset(value for owner in found for value in of_member(inference, owner, part))
    return found


def stood_for(inference: Inference, module: Module, patch: ast.Call) -> tuple[set[Class], set[Class]]:
    """Return the classes of the objects that are patched, and those of what the classes and functions give."""
    target = patch_target(inference, module, patch)
    results = {v.cls for v in target if isinstance(v, ClassRef)}
    for function in [v.function for v in target if isinstance(v, FunctionRef)]:
        results |= classes_given(inference, function)
    return {v.cls for v in target if isinstance(v, Instance)}, results


def classes_given(inference: Inference, function: Function) -> set[Class]:
    """Return the classes of what calls of the function give at once."""
    given = returned(inference, function) if not function.is_async else NOTHING
    return {value.cls for value in given if isinstance(value, Instance)}


def stand_ins(inference: Inference, module: Module, patch: ast.Call) -> Iterator[StandIn]:
    """Yield what the call gives in the place of objects of classes of the tree."""
    put = put_there(patch)
    told = [k for k in patch.keywords if k.arg in {"return_value", "side_effect"}] if is_patch(patch) else []
    if put is None and not told:
        return
    objects, results = stood_for(inference, module, patch)
    if put is not None:
        yield from ((cls, module, put) for cls in objects)
        written = [v for v in literals_of(inference, module, put) if isinstance(v, ast.List | ast.Tuple | ast.Set)]
        inside = elements_of(patch_target(inference, module, patch)) if written else NOTHING
        classes = {value.cls for value in inside if isinstance(value, Instance)}
        yield from ((cls, module, part) for cls in classes for table in written for part in table.elts)
        yield from ((cls, *one) for cls in results for one in given_by_calls(inference, module, put))
    for keyword in told:
        given = [(module, keyword.value)]
        if keyword.arg == "side_effect":
            given = list(given_by_calls(inference, module, keyword.value))
        yield from ((cls, *one) for cls in results for one in given)


def put_there(patch: ast.Call) -> ast.expr | None:
    """Return what a patch, or `setattr`, is told to put there."""
    return _set(patch) if is_set(patch) else replacement(patch)


def _set(call: ast.Call) -> ast.expr | None:
    """Return what `setattr` puts there: `("module.name", value)` or `(owner, "name", value)`, by its name too."""
    by_name = next((keyword.value for keyword in call.keywords if keyword.arg == "value"), None)
    place = 1 if _text(call.args[0]) and len(call.args) == 2 else 2
    return call.args[place] if len(call.args) > place else by_name


def given_by_calls(inference: Inference, module: Module, node: ast.expr) -> Iterator[tuple[Module, ast.expr]]:
    """Yield what calling the value of the expression gives; a class itself."""
    if isinstance(node, ast.Call) and called_name(node) in MOCKS:
        yield from ((module, k.value) for k in node.keywords if k.arg == "return_value")
    for value in inference.of(module, node):
        if isinstance(value, ClassRef):
            yield module, node
        elif isinstance(value, FunctionRef):
            given = (*value.function.returns, *value.function.yields)
            yield from ((value.function.module, one) for one in given)


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
