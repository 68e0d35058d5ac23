"""A mock that a test makes is told what can be awaited on it: right after it is made, or where it is made."""

import ast
from collections.abc import Sequence

from tools.ferry.edits.edit_set import EditSet
from tools.ferry.source import Module
from tools.ferry.types.patched import is_stub

OWN_ARGUMENTS = frozenset({"name", "spec", "spec_set", "unsafe", "wraps"})
"""What mocks take for themselves where they are made: a method of that name cannot be told there."""


def members_told(made: ast.AST) -> list[str]:
    """Return the members of which texts tell a mock where it is made: `Mock(**{"service.load.return_value": 1})`."""
    spread = [k.value for k in made.keywords if k.arg is None] if isinstance(made, ast.Call) else []
    keys = [key for table in spread if isinstance(table, ast.Dict) for key in table.keys]
    texts = [key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str)]
    return sorted({text.rpartition(".")[0] for text in texts if text.endswith((".return_value", ".side_effect"))})


def give_members(
    module: Module, call: ast.Call, names: Sequence[str], edits: EditSet, making: str = "AsyncMock()"
) -> None:
    """Set awaitable members right after the mock is made, or where it is made.

    What a text tells it of them there is set after what the text names first, whatever their order.
    """
    statement = module.parents[call]
    by_text = [name for name in names if name in members_told(call)]
    if by_text:
        told = ", ".join(f'"{name}": {making}' for name in by_text)
        edits.add(module, call, "patch_result", f"**{{{told}}}")
        edits.of(module).needs.add("unittest.mock.AsyncMock")
    names = [name for name in names if name not in by_text]
    if not names:
        return
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        if all(name.isidentifier() and name not in OWN_ARGUMENTS for name in names) and not is_stub(call):
            tell_members(module, call, names, edits, making)
        else:
            edits.leave(module, call)
        return
    holder = ast.unparse(statement.targets[0])
    text = "\n".join(f"{holder}.{name} = {making}" for name in names)
    edits.join(module, statement, "insert_after", text, between="\n")
    edits.of(module).needs.add("unittest.mock.AsyncMock")


def tell_members(
    module: Module, call: ast.Call, names: Sequence[str], edits: EditSet, making: str = "AsyncMock()"
) -> None:
    """Tell the mock of awaitable members where it is made; what it is told of their results is set after them."""
    edits.add(module, call, "patch_result", ", ".join(f"{name}={making}" for name in names))
    edits.of(module).needs.add("unittest.mock.AsyncMock")
