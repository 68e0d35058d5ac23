"""The changes of the `delete` and `delete_tests` steps: the facade goes, with everything that only served it."""

import ast

from tools.ferry.config import Step
from tools.ferry.model import Blocker
from tools.ferry.plan.analysis import Analysis
from tools.ferry.project.carriers import Component
from tools.ferry.project.project import Project
from tools.ferry.rewrite.changes import Changes
from tools.ferry.rewrite.edits import EditSet
from tools.ferry.rewrite.parallel import rewrite_all
from tools.ferry.rewrite.twins import companion_called
from tools.ferry.source import Class, Function, Module
from tools.ferry.types.names import lookup

_RECIPE = "migrate this use first, or change it by hand"


def delete_tests_step(analysis: Analysis, step: Step) -> Changes:
    """Delete the listed files; those that are gone already are no error."""
    root = analysis.project.program.root
    return Changes({file: None for file in step.texts("files") if (root / file).exists()})


def delete_step(analysis: Analysis, step: Step) -> Changes:
    """Delete the facade's files and what only served it. While something still uses it, nothing is changed."""
    project = analysis.project
    changes = delete_tests_step(analysis, step)
    if not changes.contents:
        return changes
    edits = EditSet()
    for component in analysis.components:
        _remove_component(analysis, component, edits, changes)
    for module in project.program.files.values():
        if not project.is_retired(module):
            _remove_names(project, module, edits)
    if changes.blockers:
        changes.contents.clear()
        return changes
    rewritten = rewrite_all(analysis, edits.files)
    changes.contents |= rewritten.contents
    changes.edits = rewritten.edits
    changes.notes = _orphaned_tests(analysis, step)
    return changes


def _remove_component(analysis: Analysis, component: Component, edits: EditSet, changes: Changes) -> None:
    """Remove the statements around the sources and uses of a component, if they only served the facade."""
    places = [(source.module, node) for node, source in component.sources.items()]
    places += [(place.module, node) for node, place in (*component.uses.items(), *component.annotations.items())]
    for module, node in places:
        statement = _serving_statement(analysis.project, module, node)
        if statement is not None:
            edits.add(module, statement, "remove_statement")
            edits.of(module).drops |= {n.id for n in ast.walk(statement) if isinstance(n, ast.Name)}
        else:
            reason = f"`{ast.unparse(node)}` still uses the facade"
            changes.blockers.append(Blocker(module.file, node.lineno, "in_use", reason, _RECIPE))


def _serving_statement(project: Project, module: Module, node: ast.expr) -> ast.stmt | None:
    """Return the statement that sets a travel attribute, or calls the facade for its own sake."""
    statement: ast.AST = node
    while not isinstance(statement, ast.stmt):
        statement = module.parents[statement]
    if isinstance(statement, ast.Assign | ast.AnnAssign):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        if all(isinstance(t, ast.Attribute) and t.attr in project.config.travel for t in targets):
            return statement
        return None
    return statement if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call) else None


def _remove_names(project: Project, module: Module, edits: EditSet) -> None:
    """Remove companions' calls, imports and exports of what is deleted."""
    for node in module.parents:
        if isinstance(node, ast.Expr) and companion_called(project, module, node.value):
            edits.add(module, node, "remove_statement")
    gone = {local for local, dotted in module.imports.items() if _is_deleted(project, dotted)}
    if not gone:
        return
    edits.of(module).drops |= gone
    for node in module.tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            exported = {e.value for e in ast.walk(node.value) if isinstance(e, ast.Constant)}
            if gone & exported:
                edits.add(module, node.value, "drop_exports", " ".join(sorted(gone & exported)))


def _is_deleted(project: Project, dotted: str) -> bool:
    found = lookup(project.program, dotted)
    if isinstance(found, tuple):
        module: Module | None = found[0]
    elif isinstance(found, Class | Function):
        module = found.module
    else:
        module = found if isinstance(found, Module) else None
    deleted = {f for s in project.config.steps if s.kind == "delete" for f in s.texts("files")}
    return module is not None and module.file in deleted


def _orphaned_tests(analysis: Analysis, step: Step) -> list[str]:
    """Name the tests of the facade that cannot run any more and that a later step deletes."""
    root = analysis.project.program.root
    later = (s for s in analysis.project.config.steps if s.kind == "delete_tests")
    files = [file for s in later for file in s.texts("files") if (root / file).exists()]
    return [f"{file}: tests the facade; a later step deletes it" for file in files]
