"""Functions that an object of which nothing is known keeps: `request.state.check = function`.

Where the same two last names are read, it is found again, as inference says (`stored_by_name`). What `set_defaults` of
an argument parser gets is found on the arguments that were parsed.
"""

import ast
from collections.abc import Iterator

from tools.ferry.carriers.written import assigned_targets
from tools.ferry.project.project import Project
from tools.ferry.source import Module
from tools.ferry.types.by_text import asked_by_text, set_target
from tools.ferry.types.parsed_arguments import are_arguments, default_name


def attributes_set(project: Project, module: Module, node: ast.expr) -> list[ast.Attribute]:
    """Return the attributes that get the value of the node, by `=` or by `setattr`."""
    parent = module.parents[node]
    if isinstance(parent, ast.Call):
        target = set_target(project.program, module, parent)
        return [target] if target is not None and parent.args[2] is node else []
    return [target for target in assigned_targets(parent, node) if isinstance(target, ast.Attribute)]


def found_again(project: Project, module: Module, node: ast.expr) -> Iterator[tuple[Module, ast.expr]]:
    """Yield where the tree finds again what the attribute of an unknown object keeps: by the same two last names."""
    inference = project.references.inference
    argument = default_name(inference, module, node)
    for owner, load in project.program.loads.get(argument, []) if argument is not None else ():
        if isinstance(load, ast.Attribute) and are_arguments(inference.of(owner, load.value)):
            yield owner, load
    for target in attributes_set(project, module, node):
        holder = target.value
        if not isinstance(holder, ast.Attribute) or inference.of(module, holder):
            continue
        asked = [(owner, call, call.args[0]) for owner, call in asked_by_text(project.program, target.attr)]
        read = [(owner, load, load.value) for owner, load in project.program.loads.get(target.attr, [])
                if isinstance(load, ast.Attribute) and isinstance(load.ctx, ast.Load)]  # fmt: skip
        for owner, place, keeper in (*asked, *read):
            if isinstance(keeper, ast.Attribute) and keeper.attr == holder.attr:
                yield owner, place
