"""What waits for an event loop: the facade itself, and functions that ask the loop of another thread."""

import ast

from tools.ferry.functions.entry import can_run_loop, own_loop, runs_of
from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module
from tools.ferry.types.parsed_arguments import calls_off_loop


def facade_waits(project: Project) -> bool:
    """Tell whether the facade itself runs coroutines, in a loop of its own or in another thread's."""
    own = {f for cls in project.facade_classes for f in cls.methods.values() if not f.is_async}
    runs = (f for f in own if can_run_loop(f.module))
    return any(own_loop(f) or any(True for _ in runs_of(f)) for f in runs) or not own.isdisjoint(waiters(project))


def waiters(project: Project) -> set[Function]:
    """Return the synchronous functions that wait for what runs in the loop of another thread."""
    places: list[tuple[Module, ast.expr]] = [*project.program.loads.get("run_coroutine_threadsafe", [])]
    to_sync = (project.config.to_sync or "").rpartition(".")[2]
    for module, named in project.program.loads.get(to_sync, []):
        made, call = module.parents[named], module.parents[module.parents[named]]
        places += [(module, named)] if isinstance(call, ast.Call) and call.func is made else []
    places += calls_off_loop(project.references.inference)
    owners = (project.owner(module, node) for module, node in places)
    return {owner for owner in owners if owner is not None and not owner.is_async}
