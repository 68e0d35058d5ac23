"""Code that hides un-awaited coroutines from those who run the tests."""

import ast
import itertools
from collections.abc import Iterator
from typing import TypeGuard

from tools.ferry.model import Finding
from tools.ferry.verify.checks.settings import filters_hide, line_hides
from tools.ferry.verify.checks.warning_filters import Filter, hiding, parse
from tools.ferry.verify.finding import finding
from tools.ferry.verify.inference.calls import own_nodes
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.scopes import FunctionDef
from tools.ferry.verify.inference.tree import File, last_name

_TEXT = "un-awaited coroutines would go unseen"
_FILTERING = {"warnings.filterwarnings", "warnings.simplefilter", "warnings.catch_warnings"}
_RUNNING = {"asyncio.run", "asyncio.Runner().run"}
_ADDING = {"add_marker", "applymarker"}


def check_filters(eyes: Eyes, file: File) -> Iterator[Finding]:
    """Yield the calls and marks of one file that silence it: `filterwarnings`, `simplefilter`, PYTHONWARNINGS."""
    for node in file.nodes:
        if isinstance(node, ast.Call) and _is_filter(eyes, file, node) and not _is_narrow(eyes, file, node):
            yield finding(file, node, "silenced", _TEXT)
        elif (isinstance(node, ast.Assign) and _sets_variable(node)) or _starts_silently(node):
            yield finding(file, node, "silenced", f"{_TEXT} in the processes that this starts")


def _is_filter(eyes: Eyes, file: File, call: ast.Call) -> bool:
    name = last_name(call.func)
    if eyes.paths(file, call.func) & _FILTERING:
        own = [_filter(call)]
        return hiding(own) is not None and hiding([*own, *_filters_after(eyes, file, call)]) is not None
    if name == "filterwarnings" and any(path.endswith("mark.filterwarnings") for path in eyes.paths(file, call.func)):
        return _marks_async(file, call) and hiding([parse(_text(argument)) for argument in call.args]) is not None
    if name == "setenv" and len(call.args) == 2:
        return _text(call.args[0]) == "PYTHONWARNINGS" and filters_hide(_text(call.args[1]))
    if name == "addinivalue_line" and len(call.args) == 2 and _text(call.args[0]) == "filterwarnings":
        return filters_hide(_text(call.args[1]))
    return False


def _filter(call: ast.Call) -> Filter:
    """Return what a call of `filterwarnings`, `simplefilter` or `catch_warnings` sets up."""
    names = {"filterwarnings": ("action", "message", "category"), "simplefilter": ("action", "category")}
    given = dict(zip(names.get(last_name(call.func), names["filterwarnings"]), call.args, strict=False))
    given |= {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
    category = last_name(given["category"]) or "?" if "category" in given else ""
    return Filter(_text(given.get("action")), _text(given.get("message")), category, "?" if "module" in given else "")


def _filters_after(eyes: Eyes, file: File, call: ast.Call) -> Iterator[Filter]:
    """Yield what the statements after the call's, in its block, set up, too."""
    statement = file.parents[call]
    if not isinstance(statement, ast.Expr):
        return
    fields = (part for _, part in ast.iter_fields(file.parents[statement]))
    block = next(part for part in fields if isinstance(part, list) and statement in part)
    for later in block[block.index(statement) + 1 :]:
        made = later.value if isinstance(later, ast.Expr) else None
        if isinstance(made, ast.Call) and eyes.paths(file, made.func) & _FILTERING:
            yield _filter(made)


def _marks_async(file: File, call: ast.Call) -> bool:
    """Tell whether the mark meets an async test: the function under it, or any of the class or file that it is for."""
    parent = file.parents.get(call)
    if isinstance(parent, ast.Call) and last_name(parent.func) in _ADDING:
        return True  # of tests that are in other files
    if isinstance(parent, ast.FunctionDef | ast.AsyncFunctionDef):
        return isinstance(parent, ast.AsyncFunctionDef)
    inside = parent if isinstance(parent, ast.ClassDef) else file.tree
    return any(isinstance(node, ast.AsyncFunctionDef) for node in ast.walk(inside))


def _is_narrow(eyes: Eyes, file: File, call: ast.Call) -> bool:
    """Tell whether the filter ends with a `with warnings.catch_warnings()` block that runs no coroutine."""
    for parent in file.up(call):
        if isinstance(parent, ast.With) and any("catch_warnings" in ast.unparse(i.context_expr) for i in parent.items):
            return not _runs_coroutines(eyes, file, parent)
    return False


def _runs_coroutines(eyes: Eyes, file: File, block: ast.With) -> bool:
    """Tell whether the block awaits, starts an event loop, or is a fixture's, or a hook's, in which tests run."""
    function = file.function_of(block)
    inside = {node for statement in block.body for node in ast.walk(statement)}
    own = [node for node in own_nodes(function) if node in inside] if function is not None else list(inside)
    if isinstance(function, FunctionDef) and any(isinstance(node, ast.Yield) for node in own):
        by = (last_name(d.func if isinstance(d, ast.Call) else d) for d in function.decorator_list)
        return function.name.startswith("pytest_") or any("fixture" in name for name in by)
    return any(
        isinstance(node, ast.Await | ast.AsyncFor | ast.AsyncWith)
        or (isinstance(node, ast.Call) and _runs_loop(eyes, file, node))
        for node in own
    )


def _runs_loop(eyes: Eyes, file: File, call: ast.Call) -> bool:
    return last_name(call.func) == "run_until_complete" or not _RUNNING.isdisjoint(eyes.paths(file, call.func))


def _sets_variable(node: ast.Assign) -> bool:
    target = node.targets[0]
    if not isinstance(target, ast.Subscript):
        return False
    return _text(target.slice) == "PYTHONWARNINGS" and filters_hide(_text(node.value))


def _starts_silently(node: ast.AST) -> TypeGuard[ast.expr]:
    """Tell whether the words of a command that runs tests, or its environment, turn the warning off."""
    if isinstance(node, ast.Dict):
        return any(
            key is not None and _text(key) == "PYTHONWARNINGS" and filters_hide(_text(value))
            for key, value in zip(node.keys, node.values, strict=True)
        )
    words = node.args if isinstance(node, ast.Call) else node.elts if isinstance(node, ast.List | ast.Tuple) else []
    texts = [_text(word) for word in words]
    runs_tests = any("test" in text for text in texts)
    return runs_tests and any(line_hides(f"{one} {two}") for one, two in itertools.pairwise([*texts, ""]))


def _text(node: ast.expr | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
