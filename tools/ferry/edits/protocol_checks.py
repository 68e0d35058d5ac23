"""Questions if an object can be entered, or iterated over: they ask for what an async one has."""

import ast

from tools.ferry.calls.protocol_checks import ProtocolCheck
from tools.ferry.edits.edit_set import EditSet
from tools.ferry.uses.protocols import ASYNC_NAMES

_CLASSES = {
    "collections.abc.Iterable": "collections.abc.AsyncIterable",
    "contextlib.AbstractContextManager": "contextlib.AbstractAsyncContextManager",
    "typing.ContextManager": "typing.AsyncContextManager",
    "typing.Iterable": "typing.AsyncIterable",
}


def ask_for_async(check: ProtocolCheck | None, edits: EditSet) -> None:
    """Let the question be for the async method, or for the class of what has it."""
    if check is None:
        return
    if isinstance(check.asked, ast.Constant):
        edits.add(check.module, check.asked, "replace_string", ASYNC_NAMES[check.name])
    else:
        edits.rename(check.module, check.asked, _CLASSES[check.module.full_name(check.asked)])
