"""Steps for a tree whose `ferry.toml` has none: one for each category, or for each folder, callers first."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from tools.ferry.config import Step
from tools.ferry.plan.analysis import Analysis
from tools.ferry.source import Function


def add_steps(analysis: Analysis) -> None:
    """Give the analysed project proposed steps, where none are configured.

    Without [categories] each folder that has something to migrate is one.
    """
    project = analysis.project
    if not project.config.steps:
        project.plan_with(replace(project.config, categories=project.config.categories or _folders(analysis)))
        project.plan_with(replace(project.config, steps=tuple(propose_steps(analysis))))


def propose_steps(analysis: Analysis, besides: frozenset[str] = frozenset()) -> list[Step]:
    """Return a `package` step for each category that has something to migrate, callers first.

    The categories in `besides` get none.
    """
    callers = {category: found - besides for category, found in _callers(analysis).items() if category not in besides}
    needs: dict[str, set[str]] = {}
    while len(needs) < len(callers):
        left = [category for category in callers if category not in needs]
        # Where packages call each other in a circle, the one with the fewest callers goes first.
        chosen = min(left, key=lambda c: (len(callers[c] - set(needs)), c))
        needs[chosen] = callers[chosen] & set(needs)
    return [
        Step(step_id(category), "package", tuple(step_id(need) for need in _nearest(category, needs)),
             {"category": category})
        for category in needs
    ]  # fmt: skip


def step_id(category: str) -> str:
    """Return the id of the step for a category."""
    return f"migrate_{category}"


def _callers(analysis: Analysis) -> dict[str, set[str]]:
    """Return category -> the other categories that call what must become async in it."""
    project = analysis.project
    reached = _reached(analysis)
    found = {project.category(f.module): set[str]() for f in reached}
    for call in analysis.graph.facade_calls:
        found.setdefault(project.category(call.module), set())
    for callee in reached:
        for edge in analysis.graph.edges_to(callee):
            caller = project.category(edge.module)
            if edge.how == "call" and caller in found:
                found[project.category(callee.module)].add(caller)
    return {category: found[category] - {category} for category in sorted(found)}


def _reached(analysis: Analysis) -> set[Function]:
    """Return what would become async if no blocker held it back: those will be cleared, and the steps stay."""
    queue = [call.caller for call in analysis.graph.facade_calls if call.caller is not None]
    found: set[Function] = set()
    while queue:
        function = queue.pop()
        if function not in found:
            found.add(function)
            queue += analysis.graph.family(function)
            queue += [e.caller for e in analysis.graph.edges_to(function) if e.how == "call" and e.caller is not None]
    return found


def _nearest(category: str, needs: Mapping[str, set[str]]) -> list[str]:
    """Return the needs of a category without those that another of them needs already."""
    return sorted(need for need in needs[category] if not any(need in _all(other, needs) for other in needs[category]))


def _all(category: str, needs: Mapping[str, set[str]]) -> set[str]:
    return needs[category].union(*(_all(need, needs) for need in needs[category]))


def _folders(analysis: Analysis) -> Mapping[str, tuple[str, ...]]:
    """Return category -> folder; a folder comes after those inside it, as the first that covers a file has it."""
    modules = {f.module for f in _reached(analysis)} | {call.module for call in analysis.graph.facade_calls}
    folders = {module.file.rpartition("/")[0] for module in modules}
    ordered = sorted(folders, key=lambda folder: (-folder.count("/") if folder else 1, folder))
    return dict(zip(category_names(ordered), ((folder or ".",) for folder in ordered), strict=True))


def category_names(folders: Iterable[str]) -> list[str]:
    """Return a name for each folder: its last part where only one has it, else as much of its path as it takes."""
    paths = [re.sub(r"[^\w/]", "_", folder or "top").split("/") for folder in folders]
    return ["_".join(_shortest(path, paths)) for path in paths]


def _shortest(path: list[str], paths: list[list[str]]) -> list[str]:
    for length in range(1, len(path)):
        if sum(other[-length:] == path[-length:] for other in paths) == 1:
            return path[-length:]
    return path
