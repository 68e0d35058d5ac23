"""Tasks that nobody holds, that nobody waits for, or that stand in place of their results.

The garbage collector may end a task half-way that nobody holds, and nobody sees its errors.
"""

import ast
import asyncio
import re
from collections.abc import Iterator

from tools.ferry.model import Finding
from tools.ferry.verify.finding import finding
from tools.ferry.verify.inference.calls import own_nodes
from tools.ferry.verify.inference.externals import is_future
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.tree import File, last_name
from tools.ferry.verify.inference.values import External, all_coroutines

_STARTERS = re.compile(
    r"asyncio\.(create_task|ensure_future|(get_event_loop|get_running_loop|new_event_loop|AbstractEventLoop|events\.AbstractEventLoop)\(\)\.create_task)$"
)


def check_tasks(eyes: Eyes, file: File) -> Iterator[Finding]:
    """Yield the findings of one file. A test ends before the collector comes."""
    for node in file.nodes:
        match node:
            case ast.Call() if not file.is_test and _starts_task(eyes, file, node) and _is_lost(file, node):
                yield finding(file, node, "lost_task", "keep the task, or start it in a TaskGroup")
            case ast.Expr(value=ast.Name() | ast.Attribute() as name):
                yield from _left_alone(eyes, file, name)
            case ast.Attribute(ctx=ast.Load()):
                yield from _taken_for_its_result(eyes, file, node)


def _taken_for_its_result(eyes: Eyes, file: File, node: ast.Attribute) -> Iterator[Finding]:
    """Report what is read from a task or future that only its result can have."""
    values = eyes.values(file, node.value) if not hasattr(asyncio.Task, node.attr) else frozenset()
    if values and all(isinstance(v, External) and v.gives is not None and is_future(v.path) for v in values):
        text = f"`{ast.unparse(node.value)}` is a task: `.{node.attr}` is read from it in place of its result"
        yield finding(file, node, "unawaited", text)


def _left_alone(eyes: Eyes, file: File, node: ast.Name | ast.Attribute) -> Iterator[Finding]:
    """Report a task or future whose name is the whole statement, where the function could wait for it."""
    values = eyes.values(file, node)
    if values and file.in_async(node) and all(isinstance(v, External) and is_future(v.path) for v in values):
        yield finding(
            file, node, "unawaited", f"`{ast.unparse(node)}` is a task or a future: nothing waits for it here"
        )


def _starts_task(eyes: Eyes, file: File, call: ast.Call) -> bool:
    """Tell whether the call starts a task that nothing else holds; a TaskGroup's `create_task` holds it."""
    name = last_name(call.func)
    if name not in {"create_task", "ensure_future"} and not isinstance(call.func, ast.Name):
        return False
    values = eyes.values(file, call.func)
    paths = [value.path for value in values if isinstance(value, External)]
    is_named = bool(call.args) and isinstance(call.args[0], ast.Name | ast.Attribute)
    if name == "ensure_future" and is_named and not all_coroutines(eyes.values(file, call.args[0])):
        return False  # of a task it makes none: whoever made that one holds it
    if paths and len(paths) == len(values):
        return all(_STARTERS.match(path) for path in paths)
    is_loop = isinstance(call.func, ast.Attribute) and last_name(call.func.value) in {"loop", "_loop", "event_loop"}
    return name == "create_task" and is_loop


def _is_lost(file: File, call: ast.Call) -> bool:
    parent = file.parents[call]
    if isinstance(parent, ast.Attribute) and parent.attr == "add_done_callback":
        parent = file.parents[file.parents[parent]]  # a callback does not hold the task
    if isinstance(parent, ast.Expr):
        return True
    if isinstance(parent, ast.ListComp | ast.SetComp | ast.List | ast.Tuple | ast.BoolOp | ast.IfExp):
        return isinstance(file.parents.get(parent), ast.Expr)
    if isinstance(parent, ast.Assign | ast.AnnAssign | ast.NamedExpr):
        targets = parent.targets if isinstance(parent, ast.Assign) else [parent.target]
        return all(_is_never_read(file, target) for target in targets) and not _waits_later(file, call)
    return False


def _waits_later(file: File, call: ast.Call) -> bool:
    """Tell whether the function waits after the assignment: as long as it runs, its variables hold the task."""
    function = file.function_of(call)
    return function is not None and any(
        isinstance(n, ast.Await | ast.AsyncFor | ast.AsyncWith) and n.lineno > call.lineno for n in own_nodes(function)
    )


def _is_never_read(file: File, target: ast.expr) -> bool:
    """Tell whether the variable is a local one that nothing reads."""
    if not isinstance(target, ast.Name) or file.function_of(target) is None:
        return False
    scope = file.scope_of(target).binding(target.id)
    return scope is not None and scope.node is file.function_of(target) and not file.loads_of(scope, target.id)
