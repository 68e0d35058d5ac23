"""The edits of the arguments of a call that leaves the facade, and of a test's assertion about it."""

import ast

from tools.ferry.edits.edit_set import EditSet
from tools.ferry.edits.test_doubles import ASSERTIONS
from tools.ferry.project.project import Project
from tools.ferry.source import Module
from tools.ferry.uses.signatures import carried


def carry_arguments(project: Project, module: Module, use: ast.expr, name: str, edits: EditSet) -> None:
    """Give the target's counterpart of the method `name`, which is at `use`, its arguments as it takes them."""
    if isinstance(use, ast.Call):
        return
    asserted = module.parents[use]
    called = asserted if isinstance(asserted, ast.Attribute) and asserted.attr in ASSERTIONS else use
    call = module.parents[called]
    if not isinstance(call, ast.Call) or call.func is not called:
        return
    carry_call(project, module, call, name, edits)


def carry_call(project: Project, module: Module, call: ast.Call, name: str, edits: EditSet) -> None:
    """Give the arguments of a call of the facade's method `name`, or of what a test says of one, as the target's."""
    how = carried(project, name, call)
    if how is not None and how.renamed:
        edits.add(module, call, "rename_keyword", " ".join(f"{old}:{new}" for old, new in how.renamed.items()))
    if how is not None and how.named:
        edits.add(module, call, "name_argument", " ".join(f"{place}:{name}" for place, name in how.named.items()))
