"""What `patch`, `patch.object`, `monkeypatch.setattr` and their like replace, and by what."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tools.ferry.verify.inference.texts import text_of
from tools.ferry.verify.inference.tree import File, last_name
from tools.ferry.verify.inference.values import EMPTY, UNKNOWN, Coroutine, Mock, Values

if TYPE_CHECKING:
    from tools.ferry.verify.inference.eyes import Eyes

_SPECS = {"spec", "spec_set", "autospec", "wraps"}


@dataclass(frozen=True, slots=True)
class Patch:
    """One replacement: what was there, and the expression that takes its place, or None for a mock made by `patch`.

    `factory` is the class of `new_callable`. `specified`: the mock imitates something, and follows its colour.
    """

    call: ast.Call
    name: str
    replaced: Values
    new: ast.expr | None
    factory: str = ""
    specified: bool = False


def patches(eyes: "Eyes", file: File, call: ast.Call) -> Iterator[Patch]:
    """Yield what the call replaces; nothing when it is no patch."""
    text = ast.unparse(call.func)
    last = text.rpartition(".")[2]
    if text.endswith("patch.multiple") and call.args:
        owner = _target(eyes, file, call.args[0])
        for keyword in call.keywords:
            if keyword.arg is not None and keyword.arg not in _SPECS | {"create", "new_callable"}:
                yield Patch(call, keyword.arg, _member(eyes, owner, keyword.arg), keyword.value)
    elif text.endswith("patch.object") and len(call.args) >= 2:
        name = text_of(eyes, file, call.args[1])
        yield _patch(call, name, _member(eyes, eyes.values(file, call.args[0]), name), call.args[2:])
    elif last == "patch" and "." in text_of(eyes, file, call.args[0] if call.args else None):
        name = text_of(eyes, file, call.args[0])
        yield _patch(call, name.rpartition(".")[2], dotted(eyes, name), call.args[1:])
    elif last == "setattr" and "monkeypatch" in text.lower() and len(call.args) >= 2:
        if len(call.args) == 2:
            name = text_of(eyes, file, call.args[0])
            yield Patch(call, name.rpartition(".")[2], dotted(eyes, name), call.args[1])
        else:
            name = text_of(eyes, file, call.args[1])
            yield Patch(call, name, _member(eyes, eyes.values(file, call.args[0]), name), call.args[2])


def _patch(call: ast.Call, name: str, replaced: Values, rest: list[ast.expr]) -> Patch:
    given = {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
    factory = last_name(given["new_callable"]) if "new_callable" in given else ""
    new = rest[0] if rest else given.get("new")
    return Patch(call, name, replaced, new, factory, specified=bool(_SPECS & set(given)))


def mock_of_patch(eyes: "Eyes", file: File, call: ast.Call) -> Values:
    """Return the mock that a patch makes, the given replacement, or nothing when the call is no patch."""
    for patch in patches(eyes, file, call):
        if patch.new is not None:
            return eyes.values(file, patch.new)
        if patch.factory:
            kind = {"AsyncMock": "awaitable", "Mock": "plain", "MagicMock": "plain"}.get(patch.factory)
            return frozenset({Mock(kind, call, file)}) if kind else UNKNOWN
        if patch.specified:
            return frozenset({Mock("like", call, file)})
        return frozenset({Mock("awaitable" if makes_coroutine(eyes, patch.replaced) else "plain", call, file)})
    return EMPTY


def makes_coroutine(eyes: "Eyes", values: Values) -> bool:
    """Tell whether calling any of the values gives a coroutine."""
    made = eyes.called(values)
    return bool(made) and all(isinstance(value, Coroutine) for value in made)


def dotted(eyes: "Eyes", name: str) -> Values:
    """Return what a dotted path stands for, through modules, classes and objects."""
    parts = name.split(".")
    for count in range(len(parts) - 1, 0, -1):
        module = ".".join(parts[:count])
        if module in eyes.tree.modules:
            values = eyes.variables.of_module(module, parts[count])
            for part in parts[count + 1 :]:
                values = _member(eyes, values, part)
            return values
    return UNKNOWN


def _target(eyes: "Eyes", file: File, node: ast.expr) -> Values:
    name = text_of(eyes, file, node)
    return dotted(eyes, name) if name else eyes.values(file, node)


def _member(eyes: "Eyes", owners: Values, name: str) -> Values:
    return eyes.union(eyes.member(owner, name) for owner in owners or UNKNOWN)
