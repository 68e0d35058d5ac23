"""What a function puts into a `ContextVar` or a `threading.local()`: it is lost where a call of it runs in a thread."""

import ast
from collections.abc import Iterator

from tools.ferry.calls.graph import Graph
from tools.ferry.edits.edit_set import EditSet
from tools.ferry.source import Function, Module
from tools.ferry.types.fixtures import is_test_file

_MAKERS = {"contextvars.ContextVar": "ContextVar", "threading.local": "local"}
"""What makes such a variable -> the last name, by which it is looked for."""


def left_in_threads(graph: Graph, edits: EditSet) -> Iterator[tuple[Module, ast.Call, str]]:
    """Yield the calls that the edits move into a thread, with the variable that each fills there for its caller."""
    for module, name in _variables(graph):
        done = {how: {f for f, one in _uses(graph, module, name) if one == how} for how in ("set", "reset", "read")}
        seen = done["set"] - done["reset"]  # what resets it leaves nothing behind
        queue = sorted(seen, key=lambda function: function.name)
        while queue:
            function = queue.pop(0)
            for edge in graph.edges_to(function):
                if isinstance(edge.node, ast.Call) and edits.has(edge.module, edge.node, "off_loop"):
                    if not done["read"] <= seen:
                        yield edge.module, edge.node, name
                elif edge.caller is not None and edge.caller not in seen and not edge.caller.is_async:
                    seen.add(edge.caller)
                    queue.append(edge.caller)


def _variables(graph: Graph) -> Iterator[tuple[Module, str]]:
    """Yield the variables of modules that hold one."""
    for full, last in _MAKERS.items():
        for module, made in graph.project.program.loads.get(last, []):
            call = module.parents[made]
            statement = module.parents.get(call)
            target = statement.targets[0] if isinstance(statement, ast.Assign) else None
            target = statement.target if isinstance(statement, ast.AnnAssign) else target
            is_made = isinstance(call, ast.Call) and call.func is made and module.full_name(made) == full
            if is_made and isinstance(target, ast.Name) and not is_test_file(module):
                yield module, target.id


def _uses(graph: Graph, owner: Module, name: str) -> Iterator[tuple[Function, str]]:
    """Yield what the functions do with the variable: `set` it, `reset` it, or `read` it."""
    for module, named in graph.project.program.loads.get(name, []):
        above = module.parents[named]
        is_it = (module is owner and isinstance(named, ast.Name)) or module.full_name(named) == f"{owner.name}.{name}"
        around = graph.project.owner(module, named)
        if is_it and around is not None:
            attribute = above if isinstance(above, ast.Attribute) else None
            is_set = attribute is not None and (attribute.attr == "set" or isinstance(attribute.ctx, ast.Store))
            is_reset = attribute is not None and attribute.attr == "reset"
            yield around, "reset" if is_reset else "set" if is_set else "read"
