"""The functions that go with the facade, such as a reset for tests: where they are called, so is their twin."""

import ast
import copy

from tools.ferry.colour.kept import named_outside
from tools.ferry.colour.set_up import companion_beside
from tools.ferry.edits.edit_set import EditSet
from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module


def twin_companions(project: Project, edits: EditSet) -> None:
    """Beside each statement that calls a companion, call its twin: both are reset while both layers live."""
    for companion in sorted(project.companions, key=lambda one: one.name):
        for module, node in named_outside(project, companion):
            twin = companion_beside(project, module, node)
            statement = module.parents[module.parents[node]]
            if twin is not None and isinstance(statement, ast.Expr) and not has_twin(project, module, statement):
                edits.add(module, statement, "insert_after", _twin_call(statement.value, twin))
                edits.of(module).needs.add(twin)


def has_twin(project: Project, module: Module, statement: ast.Expr) -> bool:
    """Tell whether the companion that the statement calls has no twin, or that is called beside it."""
    companion = companion_called(project, module, statement.value)
    twin = project.twin_of(companion) if companion is not None else None
    if twin is None:
        return True
    text, scope = _twin_call(statement.value, twin), module.parents[statement]
    return any(ast.unparse(node) == text for node in ast.walk(scope) if isinstance(node, ast.Call))


def companion_called(project: Project, module: Module, node: ast.expr) -> Function | None:
    """Return the companion that the expression calls, or None."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
        for definition in project.references.resolve(module, node.func).definitions:
            if isinstance(definition, Function) and definition in project.companions:
                return definition
    return None


def _twin_call(call: ast.expr, twin: str) -> str:
    made = copy.deepcopy(call)
    if isinstance(made, ast.Call):
        made.func = ast.Name(twin.rpartition(".")[2], ast.Load())
    return ast.unparse(made)
