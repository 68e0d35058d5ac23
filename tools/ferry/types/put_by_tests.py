"""Classes that tests put into a table or list of a module: `monkeypatch.setitem(KINDS, "a", Fake)`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tools.ferry.source import Module, called_name
from tools.ferry.types.by_text import text_of
from tools.ferry.types.names import resolve_expression
from tools.ferry.types.patched import put_into_table
from tools.ferry.types.values import NOTHING, ClassRef, Collection, Values, flattened

if TYPE_CHECKING:
    from tools.ferry.types.infer import Inference


def classes_put_by_tests(inference: Inference, variable: tuple[Module, str]) -> Values:
    """Return a collection of what patches put into the module's variable, or in its place; nothing where none does."""
    put = [*_into(inference, variable), *_instead(inference, variable)]
    values = flattened(frozenset(value for module, node in put for value in inference.of(module, node)))
    classes = frozenset(value for value in values if isinstance(value, ClassRef))
    return frozenset({Collection(classes)}) if classes else NOTHING


def _into(inference: Inference, variable: tuple[Module, str]) -> Iterator[tuple[Module, ast.expr]]:
    for module, node in inference.program.loads.get(variable[1], []):
        call = module.parents[node]
        if isinstance(call, ast.Call) and call.args[:1] == [node]:
            put = put_into_table(call)
            if put and resolve_expression(inference.program, module, node) == variable:
                yield from ((module, value) for value in put)


def _instead(inference: Inference, variable: tuple[Module, str]) -> Iterator[tuple[Module, ast.expr]]:
    """Yield what `patch.object(module, "KINDS", {…})` and `monkeypatch.setattr(module, "KINDS", {…})` put there."""
    owner, name = variable
    for function in ("object", "setattr"):
        for module, node in inference.program.loads.get(function, []):
            call = module.parents[node]
            is_patch = isinstance(node, ast.Attribute) and (function == "setattr" or called_name(node.value) == "patch")
            if is_patch and isinstance(call, ast.Call) and call.func is node and len(call.args) > 2:
                is_named = text_of(inference.program, module, call.args[1]) == name
                if is_named and resolve_expression(inference.program, module, call.args[0]) is owner:
                    yield module, call.args[2]
