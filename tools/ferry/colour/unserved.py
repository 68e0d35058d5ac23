"""Blockers where no event loop runs, in threads or for the command line, while `[target] to_sync` is not set."""

import ast
from collections.abc import Iterable

from tools.ferry.calls.graph import Edge, FacadeCall
from tools.ferry.functions.edges import is_edge, reason_of_edge
from tools.ferry.functions.off_loop import goes_off_loop
from tools.ferry.model import Blocker
from tools.ferry.project.project import Project
from tools.ferry.source import Function

_UNSERVED = "; `[target] to_sync`, which is not set, would serve there"


def reason_unserved(project: Project, kind: str, function: Function | None, why: Edge | FacadeCall) -> str:
    """Return what calls the function, or what is given away at `why`, where `to_sync` would serve; else nothing."""
    if project.config.to_sync is not None:
        return ""
    if function is not None and why.how == "call" and is_edge(project, function):
        return reason_of_edge(project, function) + _UNSERVED
    node = why.call if isinstance(why, FacadeCall) else why.node
    given = function.node if function is not None and kind == "lambda" else node if kind == "callback" else None
    if isinstance(given, ast.expr) and goes_off_loop(project, why.module, given):
        return f"a thread calls it, and does not await it{_UNSERVED}"
    return ""


def unserved(blockers: Iterable[Blocker]) -> tuple[str, ...]:
    """Return the places, `file:line`, of the blockers that `to_sync` would clear, in order."""
    places = sorted({(one.file, one.line) for one in blockers if one.reason.endswith(_UNSERVED)})
    return tuple(f"{file}:{line}" for file, line in places)
