"""The edits of the `container` and `lifespan` steps: beside what serves the facade, the same for the target."""

import ast
import copy

from tools.ferry.plan.analysis import Analysis
from tools.ferry.plan.closure import Selection, select
from tools.ferry.project.project import Project
from tools.ferry.rewrite.edits import EditSet
from tools.ferry.rewrite.package_step import package_edits
from tools.ferry.source import Function, Module
from tools.ferry.trace.sources import source_kind
from tools.ferry.types.names import class_of, lookup


def container_edits(analysis: Analysis, class_name: str) -> EditSet:
    """Give the class the async twins of its travel attributes, and every call of a companion its twin beside it."""
    project = analysis.project
    edits = EditSet()
    cls = class_of(project.program, class_name)
    for method in cls.methods.values() if cls else ():
        add_twins(project, method, edits)
    for module in project.program.files.values():
        if not project.is_retired(module):
            _twin_companions(project, module, edits)
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
    """Select the functions of the category that do not hold the layer themselves."""
    project = analysis.project
    return select(analysis.graph, analysis.colour, [category], project.serving | {lifespan})


def add_twins(project: Project, function: Function, edits: EditSet) -> None:
    """Add, after each statement of the function that serves the facade, its async twin, unless it is there."""
    if isinstance(function.node, ast.Lambda):
        return
    for statement in ast.walk(function.node):
        if isinstance(statement, ast.Assign | ast.AnnAssign | ast.Expr):
            twin = twin_of(project, function.module, statement)
            if twin is None or is_in(function, twin[0]):
                continue
            if isinstance(twin[0], ast.Expr) and not function.is_async:
                continue
            edits.add(function.module, statement, "insert_after", ast.unparse(twin[0]))
            edits.of(function.module).needs |= twin[1]


def is_in(function: Function, twin: ast.stmt) -> bool:
    """Tell whether the function has such a statement already."""
    text = ast.unparse(twin)
    return any(isinstance(node, ast.stmt) and ast.unparse(node) == text for node in ast.walk(function.node))


def twin_of(project: Project, module: Module, statement: ast.stmt) -> tuple[ast.stmt, set[str]] | None:
    """Return the statement for the target, and the names it needs; None when it does not serve the facade."""
    twin = _Twin(project, module)
    if isinstance(statement, ast.Assign | ast.AnnAssign):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        if not all(isinstance(t, ast.Attribute) and t.attr in project.config.travel for t in targets):
            return None
    elif not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)):
        return None
    made = twin.visit(_linked(statement))
    twin.changed = twin.changed or (isinstance(statement, ast.Assign) and lets_go(project, statement))
    if not twin.changed or (twin.waits and not _is_in_async(project, module, statement)):
        return None
    if isinstance(made, ast.Expr):
        if not isinstance(made.value, ast.Call) or not twin.called:
            return None
        made.value = ast.Await(made.value)
    return ast.fix_missing_locations(made), twin.needs


def lets_go(project: Project, statement: ast.Assign) -> bool:
    """Tell whether the statement takes the facade out of a holder: `app.state.store = None`."""
    is_none = isinstance(statement.value, ast.Constant) and statement.value.value is None
    return is_none and all(isinstance(t, ast.Attribute) and t.attr in project.config.travel for t in statement.targets)


def _is_in_async(project: Project, module: Module, statement: ast.stmt) -> bool:
    owner = project.owner(module, statement)
    return owner is not None and owner.is_async


def _linked(statement: ast.stmt) -> ast.stmt:
    """Return a copy of the statement whose nodes remember their originals."""
    twin = copy.deepcopy(statement)
    for new, old in zip(ast.walk(twin), ast.walk(statement), strict=True):
        new.original = old  # type: ignore[attr-defined]
    return twin


class _Twin(ast.NodeTransformer):
    """Turns a copy of a statement about the facade into one about the target."""

    def __init__(self, project: Project, module: Module) -> None:
        self.project = project
        self.module = module
        self.needs: set[str] = set()
        self.changed = False
        self.called = False
        self.waits = False

    def visit_Call(self, node: ast.Call) -> ast.AST:
        original = node.original  # type: ignore[attr-defined]
        kind = source_kind(self.project, self.module, original)
        if kind == "construct":
            node.func = self._name(self.project.config.target)
        elif kind == "accessor" and isinstance(original.func, ast.Name | ast.Attribute):
            for found in self.project.references.resolve(self.module, original.func).definitions:
                twin = self.project.twin_of(found) if isinstance(found, Function) else None
                if twin and isinstance(found, Function):
                    node.func = self._name(twin)
                    if self.project.has_coroutine_twin(found):
                        self.waits = True
                        self.generic_visit(node)
                        return ast.Await(node)
        elif isinstance(original.func, ast.Attribute) and source_kind(self.project, self.module, original.func.value):
            self.called = True
        return self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        original = node.original  # type: ignore[attr-defined]
        self.generic_visit(node)
        if original.attr in self.project.config.travel:
            stored = isinstance(original.ctx, ast.Store)
            if stored or source_kind(self.project, self.module, original) == "travel":
                node.attr = self.project.config.travel[original.attr]
                self.changed = self.changed or not stored
        elif source_kind(self.project, self.module, original.value) is not None:
            node.attr = self.project.config.renamed(original.attr)
        return node

    def visit_Name(self, node: ast.Name) -> ast.AST:
        original = getattr(node, "original", None)
        if not isinstance(original, ast.Name) or not isinstance(original.ctx, ast.Load):
            return node
        if self.project.references.resolve(self.module, original).definitions & self.project.facade_classes:
            return self._name(self.project.config.target)
        return node

    def _name(self, dotted: str) -> ast.Name:
        self.needs.add(dotted)
        self.changed = True
        return ast.Name(dotted.rpartition(".")[2], ast.Load())


def _twin_companions(project: Project, module: Module, edits: EditSet) -> None:
    """Beside each statement that calls a companion, call its twin."""
    for statement in module.nodes(ast.Expr):
        call = statement.value
        companion = companion_called(project, module, call)
        twin = project.twin_of(companion) if companion else None
        if twin is None or not isinstance(call, ast.Call):
            continue
        made = copy.deepcopy(call)
        made.func = ast.Name(twin.rpartition(".")[2], ast.Load())
        text = ast.unparse(made)
        scope = module.parents[statement]
        if not any(ast.unparse(node) == text for node in ast.walk(scope) if isinstance(node, ast.Call)):
            edits.add(module, statement, "insert_after", text)
            edits.of(module).needs.add(twin)


def companion_called(project: Project, module: Module, node: ast.expr) -> Function | None:
    """Return the companion that the expression calls, or None."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
        for definition in project.references.resolve(module, node.func).definitions:
            if isinstance(definition, Function) and definition in project.companions:
                return definition
    return None
