"""Modules that code loads by the path of a file: `spec_from_file_location("shop", HERE / "store.py")`.

So a module is loaded that a package of its name hides, which no import reaches.
"""

import ast
from collections.abc import Iterator

from tools.ferry.source import Module, Program, called_name
from tools.ferry.types.names import resolve_expression

_LOCATING = {"SourceFileLoader": "path", "load_source": "pathname", "spec_from_file_location": "location"}
"""Functions that are given a name and the path of a file -> the keyword of the path."""

_STEPS = 8
"""Through how many variables a path is followed."""


def modules_at(program: Program, module: Module, call: ast.Call) -> list[Module]:
    """Return the modules that the call can load by a path; none where it does not load so.

    They are those whose files end as the texts in the path say. Where these name no file: what packages hide, as
    nothing else loads that.
    """
    keyword = _LOCATING.get(called_name(call), "")
    given = [k.value for k in call.keywords if k.arg == keyword] if keyword else []
    path = given or (call.args[1:2] if keyword else [])
    if not path:
        return []
    texts = "/".join(text.replace("\\", "/").strip("/") for text in _texts(program, module, path[0])).split("/")
    if not texts[-1].endswith(".py") or texts[-1] == ".py":
        return list(program.hidden.values())
    by_fit: dict[int, list[Module]] = {}
    for other in program.files.values():
        by_fit.setdefault(_fit(texts, other.file.split("/")), []).append(other)
    best = max(by_fit)
    return by_fit[best] if best else []


def _fit(texts: list[str], parts: list[str]) -> int:
    """Return how many of the last parts are the last texts."""
    fits = (text == part for text, part in zip(reversed(texts), reversed(parts), strict=False))
    return next((count for count, fit in enumerate(fits) if not fit), min(len(texts), len(parts)))


def _texts(program: Program, module: Module, node: ast.AST, steps: int = _STEPS) -> Iterator[str]:
    """Yield the texts of which a path is put together, in their order, also by way of variables."""
    if isinstance(node, ast.Constant):
        yield from [node.value] if isinstance(node.value, str) and node.value not in {"", ".", ".."} else []
        return
    for owner, value in _values(program, module, node) if isinstance(node, ast.Name) and steps else ():
        yield from _texts(program, owner, value, steps - 1)
    for child in ast.iter_child_nodes(node):
        yield from _texts(program, module, child, steps)


def _values(program: Program, module: Module, name: ast.Name) -> Iterator[tuple[Module, ast.expr]]:
    function = program.binder(module, name)
    if function is not None:
        yield from ((module, value) for _, value, _ in function.assigned.get(name.id, ()) if value is not None)
    elif isinstance(kept := resolve_expression(program, module, name), tuple):
        yield from ((kept[0], value) for _, value in kept[0].assigned.get(kept[1], ()) if value is not None)
