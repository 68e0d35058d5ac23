"""What is called over the bridge of `[target] from_facade`: the object itself stays on the facade."""

import ast
from collections.abc import Iterator

from tools.ferry.project.project import Project
from tools.ferry.source import Module, called_name
from tools.ferry.types.names import lookup, resolve_expression


def bridged_read(project: Project, module: Module, call: ast.Call) -> ast.Attribute | None:
    """Return what is read of the result, where the call makes a facade asynchronous: `to_async(layer).load`."""
    bridge, read = project.config.from_facade, module.parents[call]
    if bridge is None or called_name(call.func) != bridge.rpartition(".")[2] or not isinstance(read, ast.Attribute):
        return None
    is_bridge = resolve_expression(project.program, module, call.func) == lookup(project.program, bridge)
    return read if is_bridge and read.value is call else None


def is_bridged(project: Project, module: Module, read: ast.Attribute) -> bool:
    """Tell whether the attribute is read over the bridge."""
    return isinstance(read.value, ast.Call) and bridged_read(project, module, read.value) is read


def bridged_reads(project: Project) -> Iterator[tuple[Module, ast.Attribute, ast.expr]]:
    """Yield what the tree reads over the bridge, each with the object, which stays on the facade."""
    name = (project.config.from_facade or "").rpartition(".")[2]
    for module, node in project.program.loads.get(name, []):
        call = module.parents[node]
        if isinstance(call, ast.Call) and call.func is node and call.args and not project.is_retired(module):
            read = bridged_read(project, module, call)
            if read is not None:
                yield module, read, call.args[0]


def facade_names(project: Project, name: str) -> frozenset[str]:
    """Return the facade's names for a method of the target."""
    return frozenset(method for method in project.facade_methods if project.config.renamed(method) == name)
