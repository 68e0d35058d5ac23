"""What a test has the replacement of an accessor give when it is called."""

import ast

from tools.ferry.verify.inference.calls import is_generator, own_nodes
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.patches import Patch, mock_of_patch
from tools.ferry.verify.inference.scopes import FunctionDef
from tools.ferry.verify.inference.tree import File, last_name
from tools.ferry.verify.inference.values import Mock, Values
from tools.ferry.verify.mocks.mock_results import RESULTS, root_of
from tools.ferry.verify.mocks.stand_ins import is_prepared

_MAKING = {"Mock", "MagicMock"}
_CONFIGURING = {"configure_mock", "attach_mock"}
_SEEN = ast.Assign | ast.Expr | ast.Compare | ast.Assert | ast.UnaryOp | ast.Await
"""What does not hand on its part to where nobody sees what is said of it."""


def told_to_give(eyes: Eyes, file: File, patch: Patch, test: FunctionDef) -> list[ast.expr]:
    """Return what the test has the patch give: by keyword, by an assignment, by a function of its own."""
    if isinstance(patch.new, ast.Lambda):
        return [patch.new.body]
    if isinstance(patch.new, ast.Call) and last_name(patch.new.func) in _MAKING:
        return [keyword.value for keyword in patch.new.keywords if keyword.arg == "return_value"]
    if patch.new is not None:
        return _returned_there(eyes, file, patch.new, test)
    if patch.factory not in {"", *_MAKING}:
        return []
    found = [keyword.value for keyword in patch.call.keywords if keyword.arg == "return_value"]
    for node in own_nodes(test):
        for target in node.targets if isinstance(node, ast.Assign) else ():
            is_result = isinstance(target, ast.Attribute) and target.attr == "return_value"
            made = eyes.values(file, target.value) if isinstance(target, ast.Attribute) and is_result else frozenset()
            if isinstance(node, ast.Assign) and any(isinstance(m, Mock) and m.node is patch.call for m in made):
                found.append(node.value)
    return found


def _returned_there(eyes: Eyes, file: File, new: ast.expr, test: FunctionDef) -> list[ast.expr]:
    """Return what a plain function gives that stands in the test."""
    functions = [function.node for function in eyes.functions(file, new)]
    are_own = all(isinstance(f, ast.FunctionDef) and not is_generator(f) and test in file.up(f) for f in functions)
    nodes = [node for function in functions for node in own_nodes(function)] if are_own else []
    return [node.value for node in nodes if isinstance(node, ast.Return) and node.value is not None]


def gives_plain_mock(eyes: Eyes, file: File, patch: ast.Call, test: FunctionDef, method: str) -> bool:
    """Tell whether the mock of the patch gives a plain mock, whose method gives nothing to await.

    What the test says of that mock is judged; what may put another one in its place, or gets it, is not seen through.
    """
    if patch.keywords or is_prepared(eyes, file, patch, method):
        return False
    made = mock_of_patch(eyes, file, patch)
    return not any(
        _is_another_object(eyes, file, node) or _is_given_away(eyes, file, node, made) for node in ast.walk(test)
    )


def _is_another_object(eyes: Eyes, file: File, node: ast.AST) -> bool:
    """Tell whether the syntax may put something in the place of what a mock itself gives."""
    if isinstance(node, ast.Call):
        return last_name(node.func) in _CONFIGURING
    if not isinstance(node, ast.Attribute) or node.attr not in RESULTS or not isinstance(node.ctx, ast.Store):
        return False
    told = node.value
    is_of_self = isinstance(told, ast.Attribute) and ast.unparse(told.value) == "self"
    return isinstance(told, ast.Name) or is_of_self


def _is_given_away(eyes: Eyes, file: File, node: ast.AST, made: Values) -> bool:
    """Tell whether the mock, what it gives, or a variable of that, is handed on to where it is not seen any more."""
    if not isinstance(node, ast.Name) or not isinstance(node.ctx, ast.Load) or not _is_of(eyes, file, node, made):
        return False
    return not isinstance(file.parents[_whole(file, node)], _SEEN)


def _is_of(eyes: Eyes, file: File, node: ast.Name, made: Values) -> bool:
    """Tell whether the variable is the mock, or is bound to what comes of it."""
    if eyes.values(file, node) == made:
        return True
    scope = file.scope_of(node).binding(node.id)
    bound = [binding.value for binding in scope.names[node.id]] if scope is not None else []
    roots = [root for value in bound if isinstance(value, ast.Attribute | ast.Call) for root in [root_of(value)]]
    return any(isinstance(root, ast.Name) and eyes.values(file, root) == made for root in roots)


def _whole(file: File, node: ast.expr) -> ast.expr:
    """Return the chain of attributes and calls that starts at the node."""
    parent = file.parents[node]
    while (isinstance(parent, ast.Attribute) and parent.value is node) or (
        isinstance(parent, ast.Call) and parent.func is node
    ):
        node, parent = parent, file.parents[parent]
    return node
