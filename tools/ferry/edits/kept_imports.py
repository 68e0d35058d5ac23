"""Imports that stay though their file needs the name no more: for others, or for what the imported module does.

Others read a name through the module that has it, `service.get_layer()`. And a module of the tree can do more than
define, `TestCase.assertWordsEqual = words_equal`: nobody else may import it.
"""

import ast
from collections.abc import Iterator

from tools.ferry.edits.edit_set import EditSet, FileEdits, span_in
from tools.ferry.project.project import Project
from tools.ferry.source import Module
from tools.ferry.types.names import resolve_expression


def keep_imports(project: Project, edits: EditSet) -> None:
    """Keep such imports of each changed file."""
    taken: dict[str, list[tuple[Module, str]]] = {}
    for other in project.program.files.values():
        for local, dotted in other.imports.items():
            taken.setdefault(dotted, []).append((other, local))
    for file, changes in edits:
        module = project.program.files[file]
        for name in sorted(changes.drops & module.imports.keys()):
            takers = taken.get(f"{module.name}.{name}", [])
            is_read = any(not _is_renamed(edits, *place) for place in _reads(project, module, name, takers))
            if is_read or _is_last_to_run(project, module, name, changes):
                changes.drops.discard(name)


def _is_last_to_run(project: Project, module: Module, name: str, changes: FileEdits) -> bool:
    """Tell whether the import runs a module with effects, and nothing that the file imports afterwards does."""
    imported = _imported(project, module, name)
    if imported is None or imported is module or not any(map(_has_effect, imported.tree.body)):
        return False
    if project.is_retired(imported) or (project.facade is not None and imported is project.facade.module):
        return False
    later = {*changes.needs, *(module.imports[other] for other in module.imports.keys() - changes.drops)}
    return not any(f"{dotted}.".startswith(f"{imported.name}.") for dotted in later)


def _imported(project: Project, module: Module, name: str) -> Module | None:
    """Return the module of the tree that the import of the name runs."""
    dotted = module.imports[name]
    return project.program.modules.get(dotted) or project.program.modules.get(dotted.rpartition(".")[0])


def _has_effect(statement: ast.stmt) -> bool:
    """Tell whether the statement of a module does more than give names."""
    match statement:
        case ast.Expr(value=value):
            return not isinstance(value, ast.Constant)
        case ast.Assign(targets=targets):
            return any(isinstance(target, ast.Attribute | ast.Subscript) for target in targets)
        case ast.If() | ast.Try():
            parts = [*statement.body, *statement.orelse, *(getattr(statement, "finalbody", []))]
            return any(map(_has_effect, parts))
        case ast.For() | ast.While() | ast.With() | ast.Delete():
            return True
    return False


def _reads(
    project: Project, module: Module, name: str, takers: list[tuple[Module, str]]
) -> Iterator[tuple[Module, ast.expr]]:
    """Yield where other modules read the name that the module imports; `takers` import it from there."""
    for other, node in project.program.loads.get(name, []):
        value = node.value if other is not module and isinstance(node, ast.Attribute) else None
        if value is not None and resolve_expression(project.program, other, value) is module:
            yield other, node
    for other, local in takers:
        yield from ((other, node) for node in project.program.loads.within(other, local) if isinstance(node, ast.Name))


def _is_renamed(edits: EditSet, module: Module, node: ast.expr) -> bool:
    span, changes = span_in(module, node), edits.files.get(module.file)
    return changes is not None and any(e.span == span and e.rule == "replace_name" for e in changes.edits)
