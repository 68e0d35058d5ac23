"""The calls that a mock has recorded, by the names of the methods: what a test compares them with."""

import ast

from tools.ferry.edits.carried import carry_arguments
from tools.ferry.edits.edit_set import EditSet
from tools.ferry.functions.variables import values_of
from tools.ferry.project.carriers import Carrier
from tools.ferry.project.project import Project
from tools.ferry.source import Module, called_name, dotted
from tools.ferry.types.values import Mock

RECORDS = frozenset({"mock_calls", "method_calls", "assert_has_calls"})
"""What a mock tells of the calls of its methods, or is asked about them."""


def rename_records(project: Project, module: Module, node: ast.expr, edits: EditSet) -> None:
    """Rename the methods of the calls with which a mock's are compared: `mock.mock_calls == [call.get_player(1)]`.

    And their arguments. They may stand in a variable.
    """
    ancestors = project.program.ancestors(module, node)
    statement = next((parent for parent in ancestors if isinstance(parent, ast.stmt)), node)
    names = [part for part in ast.walk(statement) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load)]
    compared = [(module, statement), *(place for name in names for place in values_of(project, module, name))]
    for owner, expression in compared:
        for part in ast.walk(expression):
            if not isinstance(part, ast.Attribute) or part.attr not in project.facade_methods:
                continue
            if called_name(part.value) != "call":  # also of `call().load(1)`, on what an accessor gives
                continue
            _rename(project, owner, part, edits)


def rename_recorded(project: Project, module: Module, patch: ast.Call, edits: EditSet) -> None:
    """Rename the methods in what the mock that a patch makes of an accessor has recorded."""
    for name in sorted(RECORDS):
        for node in project.program.loads.within(module, name):
            if not isinstance(node, ast.Attribute):
                continue
            if Mock(patch, module) in project.references.inference.of(module, node.value):
                rename_records(project, module, node, edits)


def rename_recorded_above(project: Project, held: Carrier, edits: EditSet) -> None:
    """Rename the methods in what another mock has recorded that has the facade's: `[call.layer.get_player(1)]`."""
    module, path = held.owner, held.name.partition(".")[2]
    if not isinstance(module, Module):
        return
    for node in project.program.loads.within(module, path.rpartition(".")[2]):
        method = module.parents[node]
        is_recorded = isinstance(node, ast.Attribute) and dotted(node) in {f"call.{path}", f"mock.call.{path}"}
        if is_recorded and isinstance(method, ast.Attribute) and method.attr in project.facade_methods:
            _rename(project, module, method, edits)


def _rename(project: Project, module: Module, method: ast.Attribute, edits: EditSet) -> None:
    carry_arguments(project, module, method, method.attr, edits)
    if project.config.renamed(method.attr) != method.attr:
        edits.add(module, method, "rename_attribute", project.config.renamed(method.attr))
