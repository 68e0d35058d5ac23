"""Functions that are put where nothing of the tree is seen to find them again: whoever does calls them as they were.

`self[name] = function` in a heir of `dict`, `registered.__dict__[name] = function`, `globals()[name] = function`,
`setattr(commands, name, function)`, `self.queue.put(function)`.
"""

import ast

from tools.ferry.carriers.places import called_functions
from tools.ferry.carriers.written import written_carriers
from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module, called_name
from tools.ferry.types.collections import ADDING_METHODS
from tools.ferry.types.values import Collection, FunctionRef, Values

_KEEPING = frozenset({"heappush", "insort", "put", "put_nowait", "setattr", "staticmethod"})
"""Functions from outside that keep what they are given, for somebody."""


def is_put_away(project: Project, module: Module, node: ast.expr) -> bool:
    """Tell whether the functions that the expression can be are put into something of which they are not known."""
    inference, containers = project.references.inference, _containers(project, module, node)
    wanted = _functions(inference.of(module, node)) if containers else set()
    return bool(wanted) and any(not wanted & _functions(inference.of(module, part)) for part in containers)


def is_kept_outside(module: Module, node: ast.expr) -> bool:
    """Tell whether the value is given to a function from outside that keeps it."""
    call = module.parents[node]
    return isinstance(call, ast.Call) and node in call.args and called_name(call.func) in _KEEPING


def is_stored(project: Project, module: Module, node: ast.expr) -> bool:
    """Tell whether the value is put into something that outlives the function in which that happens."""
    around = []
    function = project.owner(module, node)
    while function is not None and function.outer is not None:
        function = function.outer
        around.append(function)
    carriers = written_carriers(project, module, node)
    return any(carrier.kind in {"attr", "global"} or carrier.owner in around for carrier in carriers)


def _containers(project: Project, module: Module, node: ast.expr) -> list[ast.expr]:
    match module.parents[node]:
        case ast.Assign(targets=targets):
            return [target.value for target in targets if isinstance(target, ast.Subscript)]
        case ast.Call(func=ast.Attribute(attr=name) as func) as call if node in call.args and name in ADDING_METHODS:
            return [] if called_functions(project, module, call) else [func.value]
    return []


def _functions(values: Values) -> set[Function]:
    """Return the functions among the values, and inside of collections."""
    found = {value.function for value in values if isinstance(value, FunctionRef)}
    return found.union(*(_functions(value.elements) for value in values if isinstance(value, Collection)))
