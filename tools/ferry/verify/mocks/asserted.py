"""Methods of a stand-in of which a test asserts that they were called: then what awaits them has run."""

import ast
from collections.abc import Iterator

from tools.ferry.verify.inference.calls import own_nodes
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.scopes import FunctionDef
from tools.ferry.verify.inference.tree import File, last_name
from tools.ferry.verify.inference.values import Module
from tools.ferry.verify.mocks.awaiting import may_be_caught
from tools.ferry.verify.mocks.stand_ins import is_expected_to_fail

_ASSERTING = {"assert_called", "assert_called_once", "assert_called_with", "assert_called_once_with",
              "assert_any_call"}  # fmt: skip
_COMPARING = {"assertEqual", "assertListEqual"}


def asserted_methods(eyes: Eyes, file: File, test: FunctionDef, stand_in: ast.expr) -> set[str]:
    """Return the methods of the stand-in, a variable, that were called if the test passes, and not by itself."""
    if not isinstance(stand_in, ast.Name):
        return set()
    made = eyes.values(file, stand_in)
    named = (n for n in own_nodes(test) if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name))
    methods = [node for node in named if eyes.values(file, node.value) == made]
    own = {node.attr for node in methods if _is_called(file, node)}
    return {node.attr for node in methods if _is_asserted(file, node)} - own


def _is_called(file: File, node: ast.expr) -> bool:
    parent = file.parents[node]
    return isinstance(parent, ast.Call) and parent.func is node


def _is_asserted(file: File, method: ast.Attribute) -> bool:
    """Tell whether the test reads from the method that it was called, and fails where it was not."""
    read = file.parents[method]
    if not isinstance(read, ast.Attribute) or is_expected_to_fail(file, read):
        return False
    if read.attr in _ASSERTING:
        return _is_called(file, read)
    return read.attr == "call_args_list" and any(map(_expects_some, file.up(read)))


def _expects_some(node: ast.AST) -> bool:
    """Tell whether the node asserts that something is a list which is not empty."""
    match node:
        case ast.Assert(test=ast.Compare(left=one, ops=[ast.Eq()], comparators=[other])):
            sides = [one, other]
        case ast.Call(func=func, args=[one, other, *_]) if last_name(func) in _COMPARING:
            sides = [one, other]
        case _:
            return False
    return any(isinstance(side, ast.List) and side.elts for side in sides)


def is_only_awaited(eyes: Eyes, place: tuple[File, str], method: str) -> bool:
    """Tell whether the name of the module is there for its attributes only, and each call of the method is awaited.

    And no error is caught there.
    """
    calls = []
    for file, load in _loads(eyes, place):
        read = file.parents[load]
        if not isinstance(read, ast.Attribute):
            return False
        call = file.parents[read]
        if read.attr != method:
            continue
        if not isinstance(call, ast.Call) or call.func is not read or not isinstance(file.parents[call], ast.Await):
            return False
        calls.append((file, call))
    return bool(calls) and not any(may_be_caught(file, call) for file, call in calls)


def _loads(eyes: Eyes, place: tuple[File, str]) -> Iterator[tuple[File, ast.expr]]:
    """Yield where the program reads the name of the module, there or as its attribute."""
    module, name = place
    yield from ((module, load) for load in module.loads_of(module.scopes[module.tree], name))
    for file, node in eyes.tree.attribute_loads.get(name, []):
        if not file.is_test and Module(module.module) in eyes.values(file, node.value):
            yield file, node
