"""Plain mocks that a test gives to code of the tree which awaits a method of them."""

import ast
from collections.abc import Iterator

from tools.ferry.model import Finding
from tools.ferry.verify.calls import own_nodes
from tools.ferry.verify.consumers import receivers
from tools.ferry.verify.eyes import Eyes
from tools.ferry.verify.finding import finding
from tools.ferry.verify.mock_results import is_plain, is_set
from tools.ferry.verify.passing import argument_parameter
from tools.ferry.verify.tree import File
from tools.ferry.verify.values import Func

_BRANCHES = (ast.If, ast.IfExp, ast.While, ast.For, ast.AsyncFor, ast.Try, ast.Match, ast.BoolOp)


def passed_to_function(eyes: Eyes, file: File, call: ast.Call, mock: ast.expr) -> Iterator[Finding]:
    """Report a plain mock passed to an async function of the tree that awaits a method of it."""
    for function in receivers(eyes, file, call):
        argument = argument_parameter(function, call, mock)
        if argument is None:
            continue
        for load in function.file.loads_of(function.file.scopes[function.node], argument.arg):
            method = _awaited_method(function.file, load)
            if method is not None and _runs_always(function, load) and not is_set(eyes, file, mock, method):
                what = f"`{method or argument.arg}` of the plain mock `{ast.unparse(mock)}`"
                yield finding(file, call, "plain_mock", f"`{ast.unparse(call.func)}` awaits {what}")
                return


def kept_by_object(eyes: Eyes, file: File, call: ast.Call, func: ast.Attribute) -> Iterator[Finding]:
    """Report `await service.load()` where `service` was made with a plain mock that `load` awaits a method of."""
    made = _constructor(eyes, file, func.value)
    if made is None:
        return
    for function in receivers(eyes, file, call):
        for attribute, mock in _kept(eyes, file, made):
            for node in own_nodes(function.node):
                if isinstance(node, ast.Attribute) and ast.unparse(node) == f"self.{attribute}":
                    method = _awaited_method(function.file, node)
                    if method is not None and _runs_always(function, node) and not is_set(eyes, file, mock, method):
                        text = f"`{func.attr}` awaits `{method}` of the plain mock `{ast.unparse(mock)}`"
                        yield finding(file, call, "plain_mock", text)
                        return


def _runs_always(function: Func, node: ast.AST) -> bool:
    """Tell whether nothing decides whether the node runs: no branch around it, no way out before it."""
    below = node
    for parent in function.file.up(node):
        decided = {getattr(parent, "test", None), getattr(parent, "iter", None)}
        if isinstance(parent, _BRANCHES) and below not in decided:
            return False
        if parent is function.node:
            break
        below = parent
    before = [n for n in own_nodes(function.node) if isinstance(n, ast.Return | ast.Raise)]
    return not any(n.lineno < getattr(node, "lineno", 0) for n in before)


def _constructor(eyes: Eyes, file: File, node: ast.expr) -> ast.Call | None:
    """Return the call that made the object, when a local variable holds it or it stands there itself."""
    if isinstance(node, ast.Call):
        return node
    if isinstance(node, ast.Name):
        scope = file.scope_of(node).binding(node.id)
        bindings = scope.names[node.id] if scope is not None else []
        if len(bindings) == 1 and bindings[0].kind == "value" and isinstance(bindings[0].value, ast.Call):
            return bindings[0].value
    return None


def _kept(eyes: Eyes, file: File, made: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    """Yield (attribute, mock) for each plain mock that the constructor keeps in an attribute."""
    for given in (*made.args, *(keyword.value for keyword in made.keywords)):
        if not is_plain(eyes, file, given):
            continue
        for init in receivers(eyes, file, made):
            argument = argument_parameter(init, made, given)
            for node in own_nodes(init.node) if argument is not None else ():
                if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and argument is not None:
                    target = node.targets[0]
                    if node.value.id == argument.arg and isinstance(target, ast.Attribute):
                        yield target.attr, given


def _awaited_method(file: File, load: ast.expr) -> str | None:
    """Return the method in `await load.method()`, the empty string for `await load()`, None for anything else."""
    parent = file.parents.get(load)
    method = ""
    if isinstance(parent, ast.Attribute):
        method, load, parent = parent.attr, parent, file.parents.get(parent)
    if isinstance(parent, ast.Call) and parent.func is load and isinstance(file.parents.get(parent), ast.Await):
        return method
    return None
