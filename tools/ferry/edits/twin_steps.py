"""The edits of the `container` and `lifespan` steps: beside what serves the facade, the same for the target."""

import ast

from tools.ferry.edits.companions import twin_companions
from tools.ferry.edits.edit_set import EditSet
from tools.ferry.edits.package_step import package_edits
from tools.ferry.plan.analysis import Analysis
from tools.ferry.plan.closure import Selection, select
from tools.ferry.plan.twins import moved_reads, twin_of
from tools.ferry.project.project import Project
from tools.ferry.source import Function
from tools.ferry.types.names import class_of, lookup


def container_edits(analysis: Analysis, class_name: str) -> EditSet:
    """Give the class the async twins of its travel attributes, and every call of a companion its twin beside it."""
    project = analysis.project
    edits = EditSet()
    cls = class_of(project.program, class_name)
    for method in cls.methods.values() if cls else ():
        add_twins(project, method, edits)
    twin_companions(project, edits)
    return edits


def lifespan_edits(analysis: Analysis, function_name: str) -> tuple[EditSet, str]:
    """Give the function the async twins of its statements about the facade; returns its category too.

    The other functions of that category are rewritten as in a `package` step when no step of their own does it.
    """
    project = analysis.project
    function = lookup(project.program, function_name)
    if not isinstance(function, Function):
        return EditSet(), ""
    category = project.category(function.module)
    edits = EditSet()
    if project.config.step_of_category(category) is None:
        edits = package_edits(analysis.graph, analysis.colour, _others(analysis, function, category))
    add_twins(project, function, edits)
    return edits, category


def _others(analysis: Analysis, lifespan: Function, category: str) -> Selection:
    """Select the functions of the category that do not hold the layer themselves, or use it otherwise, too."""
    project = analysis.project
    only_serving = frozenset(one for one in {*project.serving, lifespan} if not moved_reads(project, one))
    return select(analysis.graph, analysis.colour, [category], only_serving)


def add_twins(project: Project, function: Function, edits: EditSet) -> None:
    """Add, after each statement of the function that serves the facade, its async twin, unless it is there."""
    if isinstance(function.node, ast.Lambda):
        return
    for statement in ast.walk(function.node):
        if isinstance(statement, ast.Assign | ast.AnnAssign | ast.Expr):
            twin = twin_of(project, function.module, statement)
            if twin is None or is_in(function, twin[0]):
                continue
            edits.add(function.module, statement, "insert_after", ast.unparse(twin[0]))
            edits.of(function.module).needs |= twin[1]


def is_in(function: Function, twin: ast.stmt) -> bool:
    """Tell whether the function has such a statement already."""
    text = ast.unparse(twin)
    return any(isinstance(node, ast.stmt) and ast.unparse(node) == text for node in ast.walk(function.node))
