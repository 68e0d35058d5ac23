"""The calls that a mock has recorded, by the names of the methods: what a test compares them with."""

import ast

from tools.ferry.functions.variables import values_of
from tools.ferry.project.project import Project
from tools.ferry.rewrite.carried import carry_arguments
from tools.ferry.rewrite.edits import EditSet
from tools.ferry.source import Module, called_name
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
            carry_arguments(project, owner, part, part.attr, edits)
            if project.config.renamed(part.attr) != part.attr:
                edits.add(owner, part, "rename_attribute", project.config.renamed(part.attr))


def rename_recorded(project: Project, module: Module, patch: ast.Call, edits: EditSet) -> None:
    """Rename the methods in what the mock that a patch makes of an accessor has recorded."""
    for name in sorted(RECORDS):
        for node in project.program.loads.within(module, name):
            if not isinstance(node, ast.Attribute):
                continue
            if Mock(patch, module) in project.references.inference.of(module, node.value):
                rename_records(project, module, node, edits)
