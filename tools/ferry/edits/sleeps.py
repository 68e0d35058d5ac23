"""The edits of sleeps in a function that becomes async."""

import ast
import re
from collections.abc import Iterable, Iterator

from tools.ferry.edits.edit_set import EditSet
from tools.ferry.edits.held_locks import locks_held
from tools.ferry.project.project import Project
from tools.ferry.source import Function
from tools.ferry.types.fixtures import serves_tests
from tools.ferry.types.names import resolve_expression

_REPLACING = re.compile(r"""(patch|object|setattr|multiple)\(\s*([\w.]+,\s*)?["']([\w.]*\.)?(sleep|time)["']""")


def sleep_on_loop(project: Project, functions: Iterable[Function], edits: EditSet) -> None:
    """Let the functions, which become async, sleep without holding up their loop."""
    sleeping = [function for function in functions if function.module.has_any({"sleep"})]
    for function in sleeping if sleeping and not _is_replaced(project) else ():
        module = function.module
        for call in _sleeps(project, function):
            edits.add(module, call, "sleep")
            edits.of(module).needs.add("asyncio")
            edits.of(module).drops |= {node.id for node in ast.walk(call.func) if isinstance(node, ast.Name)}


def sleeps_of_twin(project: Project, wrapper: Function) -> list[str]:
    """Return how the wrapper writes the sleeps that its async twin makes on the loop: `time.sleep`."""
    if not wrapper.module.has_any({"sleep"}) or _is_replaced(project):
        return []
    return sorted({ast.unparse(call.func) for call in _sleeps(project, wrapper)})


def _sleeps(project: Project, function: Function) -> Iterator[ast.Call]:
    """Yield the calls of `time.sleep` that are statements of the function, and hold no lock between threads."""
    module = function.module
    for named in project.program.loads.within(module, "sleep"):
        call = module.parents[named]
        if not isinstance(call, ast.Call) or call.func is not named or not isinstance(module.parents[call], ast.Expr):
            continue
        plain = len(call.args) == 1 and not call.keywords and not isinstance(call.args[0], ast.Starred)
        if not plain or project.owner(module, call) is not function or any(locks_held(project, function, module, call)):
            continue
        if resolve_expression(project.program, module, named) == "time.sleep":
            yield call


def _is_replaced(project: Project) -> bool:
    """Tell whether a test puts something in the place of `time.sleep`, or of a module's `time`."""
    stored = bool(project.program.stores.get("sleep", []))
    return stored or any(serves_tests(m) and _REPLACING.search(m.text) for m in project.program.files.values())
