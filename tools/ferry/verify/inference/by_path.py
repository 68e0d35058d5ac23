"""Modules that are loaded by the path of their file, as one must be that a package of its name hides."""

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tools.ferry.verify.inference.tree import File
from tools.ferry.verify.inference.values import UNKNOWN, Module, Values

if TYPE_CHECKING:
    from tools.ferry.verify.inference.eyes import Eyes

LOADING = {
    "imp.load_source": "pathname",
    "importlib.machinery.SourceFileLoader": "path",
    "importlib.util.spec_from_file_location": "location",
}
"""What takes a name and the path of a file -> the keyword of the path."""


def loaded(eyes: "Eyes", file: File, call: ast.Call, keyword: str) -> Values:
    """Return the module, or what stands for it, that a call gives: of the file that the path's text names last.

    A path without such a text can be that of any hidden module.
    """
    given = [k.value for k in call.keywords if k.arg == keyword] or call.args[1:2]
    names = [text for node in given for text in _texts(file, node) if text.endswith(".py")]
    hidden = [one.path for one in eyes.tree.hidden.values()]
    if not names or names[-1] == ".py":
        return frozenset(Module(path) for path in hidden) or UNKNOWN
    ending = "/" + names[-1].lstrip("./")
    fitting = [path for path in hidden if f"/{path}".endswith(ending)]
    visible = [module for module, one in eyes.tree.modules.items() if f"/{one.path}".endswith(ending)]
    return frozenset(Module(name) for name in fitting or visible) or UNKNOWN


def _texts(file: File, node: ast.AST, steps: int = 8) -> Iterator[str]:
    """Yield the texts in an expression, in their order, also those of its variables."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    scope = file.scope_of(node).binding(node.id) if isinstance(node, ast.Name) and steps else None
    for binding in scope.names[node.id] if scope is not None and isinstance(node, ast.Name) else ():
        if binding.kind == "value" and binding.value is not None:
            yield from _texts(file, binding.value, steps - 1)
    for child in ast.iter_child_nodes(node):
        yield from _texts(file, child, steps)
