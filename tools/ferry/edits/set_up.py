"""A mock that a patch makes is told what can be awaited on it, where the test gives it a name."""

import ast
from collections.abc import Mapping, Sequence

from tools.ferry.edits.edit_set import EditSet
from tools.ferry.edits.given_members import OWN_ARGUMENTS
from tools.ferry.project.project import Project
from tools.ferry.source import Module
from tools.ferry.trace.patch_holders import holders


def set_up(
    project: Project,
    module: Module,
    patch: ast.Call,
    members: Sequence[str],
    edits: EditSet,
    renamed: Mapping[str, str],
    making: str = "AsyncMock()",
) -> None:
    """Let `members` of the mock, such as `return_value.load`, be an `AsyncMock`; `renamed` are parameters: old -> new.

    Each run of the test gets its own. Where nobody names the mock the patch itself is told.
    """
    found = holders(project, module, patch)
    if found is None:
        edits.leave(module, patch)
        return
    for statement, name in found:
        holder = name if isinstance(statement, ast.Assign | ast.With) else renamed.get(name, name)
        text = "\n".join(f"{holder}.{member} = {making}" for member in members)
        rule = "insert_after" if isinstance(statement, ast.Assign) else "first_statement"
        edits.join(module, statement, rule, text, between="\n")  # sorted, the whole comes before what is inside
    if not found and not OWN_ARGUMENTS.isdisjoint(members):
        edits.leave(module, patch)
    elif not found:
        named = [f"{member}={making}" for member in members if member.isidentifier()]
        spread = ", ".join(f'"{member}": {making}' for member in members if not member.isidentifier())
        text = ", ".join([*named, *([f"**{{{spread}}}"] if spread else [])])
        edits.add(module, patch, "patch_result", text)
    edits.of(module).needs.add("unittest.mock.AsyncMock")
