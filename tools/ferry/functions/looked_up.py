"""Functions that are only asked for: `route in (show, hide)`, the keys of `{show: "read", hide: "write"}`.

Which function it is does not change with its colour: such a place counts for nothing as long as the function cannot be
taken out of there.
"""

import ast

from tools.ferry.carriers.places import name_carrier, target_carriers
from tools.ferry.carriers.written import assigned_targets
from tools.ferry.project.project import Project
from tools.ferry.source import Module
from tools.ferry.uses.usage import is_compared


def is_looked_up(project: Project, module: Module, node: ast.expr) -> bool:
    """Tell whether the function at the node is only compared: in a collection, or as the key of a table."""
    around = module.parents[node]
    if not isinstance(around, ast.Tuple | ast.List | ast.Set | ast.Dict):
        return False
    if not isinstance(around, ast.Dict) or node not in around.keys or is_compared(module, around):
        return is_compared(module, around)
    targets = assigned_targets(module.parents[around], around)
    return bool(targets) and all(
        isinstance(target, ast.Name) and _only_answers(project, module, target) for target in targets
    )


def _only_answers(project: Project, module: Module, target: ast.Name) -> bool:
    """Tell whether the tree asks the table for values only: none of its keys comes out."""
    carriers = set(target_carriers(project, module, target))
    for owner, load in project.program.loads.get(target.id, []):
        is_other = isinstance(load, ast.Name) and name_carrier(project, owner, load) not in carriers
        if not is_other and not _is_asked(owner, load):
            return False
    return True


def _is_asked(module: Module, load: ast.expr) -> bool:
    around = module.parents[load]
    if isinstance(around, ast.Subscript):
        return around.value is load
    if isinstance(around, ast.Attribute):
        call = module.parents[around]
        return around.attr == "get" and isinstance(call, ast.Call) and call.func is around
    return is_compared(module, load)
