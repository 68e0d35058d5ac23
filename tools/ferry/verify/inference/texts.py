"""Texts that code puts together, as tests do to name what a patch replaces: `patch(f"{MODULE}.load")`."""

import ast
from typing import TYPE_CHECKING

from tools.ferry.verify.inference.tree import File
from tools.ferry.verify.inference.values import ClassRef, Module

if TYPE_CHECKING:
    from tools.ferry.verify.inference.eyes import Eyes

_STEPS = 8


def text_of(eyes: "Eyes", file: File, node: ast.expr | None, steps: int = _STEPS) -> str:
    """Return the text that the expression gives; an empty one where that is not known."""
    if not steps:
        return ""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.FormattedValue(value=value, conversion=-1, format_spec=None):
            return text_of(eyes, file, value, steps)
        case ast.Name(id="__name__"):
            return file.module
        case ast.Name(id=name):
            return _of_variable(eyes, file, node, name, steps - 1)
        case ast.Attribute(value=owner, attr="__name__" | "__module__" | "__qualname__" as attribute):
            return _of_definition(eyes, file, owner, attribute)
        case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name):
            return _of_class(eyes, file, node, name, steps - 1)
        case ast.JoinedStr(values=parts):
            return _all([text_of(eyes, file, part, steps) for part in parts])
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _all([text_of(eyes, file, part, steps) for part in (left, right)])
        case ast.BinOp(left=ast.Constant(value=str(form)), op=ast.Mod(), right=value) if form.count("%s") == 1:
            return _within(form.split("%s"), text_of(eyes, file, value, steps))
        case ast.Call(
            func=ast.Attribute(value=ast.Constant(value=str(form)), attr="format"), args=[value], keywords=[]
        ):
            return _within(form.split("{}"), text_of(eyes, file, value, steps)) if form.count("{}") == 1 else ""
    return ""


def _all(texts: list[str]) -> str:
    return "".join(texts) if all(texts) else ""


def _within(around: list[str], text: str) -> str:
    return text.join(around) if text else ""


def _of_variable(eyes: "Eyes", file: File, node: ast.Name, name: str, steps: int) -> str:
    scope = file.scope_of(node).binding(name)
    bindings = [one for one in scope.names.get(name, []) if one.kind != "annotation"] if scope is not None else []
    if len(bindings) != 1:
        return ""
    [binding] = bindings
    if binding.kind == "import":
        module, _, last = binding.name.rpartition(".")
        other = eyes.tree.modules.get(module)
        found = other.scopes[other.tree].names.get(last, []) if other is not None else []
        return text_of(eyes, other, found[0].value, steps) if other is not None and len(found) == 1 else ""
    return text_of(eyes, file, binding.value, steps) if binding.kind == "value" else ""


def _of_definition(eyes: "Eyes", file: File, owner: ast.expr, attribute: str) -> str:
    """Return the name of a module, or that of a class or of its module."""
    names = set()
    for value in eyes.values(file, owner):
        if isinstance(value, Module) and attribute == "__name__":
            names.add(value.name)
        elif isinstance(value, ClassRef):
            names.add(value.cls.file.module if attribute == "__module__" else value.cls.node.name)
    return names.pop() if len(names) == 1 else ""


def _of_class(eyes: "Eyes", file: File, node: ast.Attribute, name: str, steps: int) -> str:
    """Return the text that the body of the class around the node gives to the name."""
    above: ast.AST | None = node
    while above is not None and not isinstance(above, ast.ClassDef):
        above = file.parents.get(above)
    found = file.scopes[above].names.get(name, []) if above is not None else []
    is_plain = len(found) == 1 and found[0].kind == "value"
    return text_of(eyes, file, found[0].value, steps) if is_plain else ""
