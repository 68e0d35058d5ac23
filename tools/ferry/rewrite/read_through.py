"""Imports that other modules read through the one that has them: `service.get_layer()`."""

import ast
from collections.abc import Iterator

from tools.ferry.project.project import Project
from tools.ferry.rewrite.edits import EditSet, span_in
from tools.ferry.source import Module
from tools.ferry.types.names import resolve_expression


def keep_read_imports(project: Project, edits: EditSet) -> None:
    """Keep the imports of each changed file that stay in use elsewhere, though the file itself needs them no more."""
    taken: dict[str, list[tuple[Module, str]]] = {}
    for other in project.program.files.values():
        for local, dotted in other.imports.items():
            taken.setdefault(dotted, []).append((other, local))
    for file, changes in edits:
        module = project.program.files[file]
        for name in sorted(changes.drops & module.imports.keys()):
            takers = taken.get(f"{module.name}.{name}", [])
            if any(not _is_renamed(edits, *place) for place in _reads(project, module, name, takers)):
                changes.drops.discard(name)


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
