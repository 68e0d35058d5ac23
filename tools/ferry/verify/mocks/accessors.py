"""Names of modules that a test replaces by a fake, or by what gives one: is there what the code awaits of it?"""

import ast
from collections.abc import Iterator

from tools.ferry.model import Finding
from tools.ferry.verify.fates.consumers import receivers
from tools.ferry.verify.finding import finding
from tools.ferry.verify.inference.calls import own_nodes
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.patches import Patch, mock_of_patch, patches
from tools.ferry.verify.inference.scopes import FunctionDef
from tools.ferry.verify.inference.tree import File, last_name
from tools.ferry.verify.inference.values import ClassRef, Func, Instance, Module, Values, all_plain_mocks
from tools.ferry.verify.mocks.asserted import asserted_methods, is_only_awaited
from tools.ferry.verify.mocks.awaiting import runs_always
from tools.ferry.verify.mocks.given_by_patches import gives_plain_mock, told_to_give
from tools.ferry.verify.mocks.replaced_names import patched_name
from tools.ferry.verify.mocks.running import Run, run_under
from tools.ferry.verify.mocks.stand_ins import (
    cannot_await,
    gives_nothing,
    is_prepared,
    is_set_later,
    is_stand_in,
    stands_in,
)

_PATCHING = {"patch", "object", "setattr"}
_MOST_FUNCTIONS = 100


def check_accessors(eyes: Eyes, file: File, call: ast.Call) -> Iterator[Finding]:
    """Report a patch of an accessor whose stand-in lacks something to await in what the test runs."""
    test = _test_of(file, call)
    place = patched_name(eyes, file, call) if test is not None and last_name(call.func) in _PATCHING else None
    if test is None or place is None:
        return
    for patch in patches(eyes, file, call):
        fakes = _given(eyes, eyes.values(file, patch.new)) if patch.new is not None else frozenset()
        is_fake = bool(fakes) and all(isinstance(fake, Instance) and stands_in(fake) for fake in fakes)
        told = [value for value in told_to_give(eyes, file, patch, test) if is_stand_in(eyes, file, value)]
        itself = _itself(eyes, file, patch, test)
        runs = run_under(eyes, file, call, test) if is_fake or told or itself is not None else []
        for is_given, method in sorted({found for run in runs for found in _awaited_in(eyes, run, place)}):
            lacks = is_fake and all(gives_nothing(eyes, fake, method) for fake in fakes)
            lacks = lacks and not is_set_later(eyes, file, fakes, method)
            is_made = patch.new is None and itself is not None
            lacks = lacks or (is_made and gives_plain_mock(eyes, file, call, test, method))
            if is_given and (lacks or any(cannot_await(eyes, file, value, method) for value in told)):
                text = f"what `{patch.name}` gives has nothing to await in `{method}`; make that async"
                yield finding(file, call, "plain_mock", text)
                break
            if not is_given and itself is not None and _awaits_none(eyes, file, call, itself, method):
                yield _of_stand_in(file, patch, method)
                break
        else:
            asserted = asserted_methods(eyes, file, test, itself) if itself is not None else set()
            lacking = (one for one in sorted(asserted) if _awaits_none(eyes, file, call, itself or call, one))
            method = next((one for one in lacking if is_only_awaited(eyes, place, one)), "")
            if method:
                yield _of_stand_in(file, patch, method)


def _of_stand_in(file: File, patch: Patch, method: str) -> Finding:
    text = f"`{patch.name}` has nothing to await in `{method}`; make it an AsyncMock"
    return finding(file, patch.call, "plain_mock", text)


def _itself(eyes: Eyes, file: File, patch: Patch, test: FunctionDef) -> ast.expr | None:
    """Return what stands for the replaced name: what is given, or a name, or the patch, of the mock that it makes."""
    if patch.new is not None:
        return patch.new if is_stand_in(eyes, file, patch.new) else None
    made = mock_of_patch(eyes, file, patch.call)
    if not all_plain_mocks(made):
        return None
    names = (node for node in own_nodes(test) if isinstance(node, ast.Name))
    return next((name for name in names if eyes.values(file, name) == made), patch.call)


def _awaits_none(eyes: Eyes, file: File, patch: ast.Call, stand_in: ast.expr, method: str) -> bool:
    """Tell whether awaiting the method of what stands for a name certainly fails."""
    if stand_in is patch:
        told = [keyword.arg or "" for keyword in patch.keywords]
        return not is_prepared(eyes, file, patch, method) and set(told) <= {"new_callable", "return_value"}
    return not is_prepared(eyes, file, stand_in, method) and cannot_await(eyes, file, stand_in, method)


def _test_of(file: File, patch: ast.Call) -> FunctionDef | None:
    """Return the function in which the patch stands, or that it decorates."""
    above = file.parents.get(patch)
    around = above if isinstance(above, FunctionDef) and patch in above.decorator_list else file.function_of(patch)
    return around if isinstance(around, FunctionDef) else None


def _given(eyes: Eyes, accessor: Values) -> Values:
    """Return what the accessor gives: a class makes an object of itself."""
    return eyes.union(
        frozenset({Instance(value.cls, exact=True)}) if isinstance(value, ClassRef) else eyes.called(frozenset({value}))
        for value in accessor
    )


def _awaited_in(eyes: Eyes, run: Run, place: tuple[File, str]) -> set[tuple[bool, str]]:
    """Return what the run awaits of the place, but for what a test that asks for a fixture has prepared itself."""
    found = set(_awaited_methods(eyes, run.function, run.nodes, place, set()))
    return {(is_given, method) for is_given, method in found if not run.prepares(eyes, method)}


def _awaited_methods(
    eyes: Eyes, function: Func, nodes: list[ast.AST], place: tuple[File, str], seen: set[ast.AST]
) -> Iterator[tuple[bool, str]]:
    """Yield the methods that the nodes, and the functions they run, await of what stands at the place.

    Each with whether it is of what an accessor there gives.
    """
    for node in nodes:
        if not isinstance(node, ast.Call) or not runs_always(function, node):
            continue
        func = node.func
        is_awaited = isinstance(function.file.parents.get(node), ast.Await)
        if is_awaited and isinstance(func, ast.Attribute):
            if _is_accessed(eyes, function.file, func.value, place):
                yield True, func.attr
            elif _is_place(eyes, function.file, func.value, place):
                yield False, func.attr
        for inner in receivers(eyes, function.file, node):
            if inner.node not in seen and len(seen) < _MOST_FUNCTIONS:
                seen.add(inner.node)
                yield from _awaited_methods(eyes, inner, own_nodes(inner.node), place, seen)


def _is_accessed(eyes: Eyes, file: File, node: ast.expr, place: tuple[File, str]) -> bool:
    """Tell whether the expression calls the accessor by the replaced name, or is a variable that holds the result."""
    if isinstance(node, ast.Name):
        scope = file.scope_of(node).binding(node.id)
        bindings = scope.names[node.id] if scope is not None else []
        value = bindings[0].value if len(bindings) == 1 and bindings[0].kind == "value" else None
        return isinstance(value, ast.Call) and _is_accessed(eyes, file, value, place)
    if not isinstance(node, ast.Call):
        return False
    return _is_place(eyes, file, node.func, place)


def _is_place(eyes: Eyes, file: File, node: ast.expr, place: tuple[File, str]) -> bool:
    """Tell whether the expression reads the replaced name of the module."""
    module, name = place
    if isinstance(node, ast.Attribute):
        return node.attr == name and eyes.values(file, node.value) == frozenset({Module(module.module)})
    if not isinstance(node, ast.Name) or node.id != name or file is not module:
        return False
    scope = file.scope_of(node).binding(name)
    return scope is not None and scope.node is file.tree
