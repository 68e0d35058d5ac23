"""Methods that delegate to an object of another class under their own name: which classes cannot be meant there."""

import ast
from typing import TYPE_CHECKING

from tools.ferry.verify.inference.scopes import FunctionDef
from tools.ferry.verify.inference.tree import ClassInfo, File

if TYPE_CHECKING:
    from tools.ferry.verify.inference.eyes import Eyes


def wrapping(eyes: "Eyes", file: File, func: ast.Attribute) -> frozenset[ClassInfo]:
    """Return the classes whose object the receiver is not, where a method calls one of its own name on it.

    They are its own class, and those that have the method of the same base; and others whose method of that name wraps
    one, too, without an await. Empty where the call stands in no method of that name.
    """
    named = [method for _, method in eyes.tree.methods.get(func.attr, [])]
    here = [above for above in file.up(func) if above in named]
    found = [method for method in named if here and (method in here or _delegates(eyes, method))]
    roots = [
        base for method in found for base in eyes.classes.lineage(eyes.tree.owner[method])[0]
        if func.attr in base.methods
    ]  # fmt: skip
    return frozenset(cls for base in roots for cls in (base, *eyes.classes.descendants(base)))


def _delegates(eyes: "Eyes", method: FunctionDef) -> bool:
    """Tell whether the method calls one of its own name on something else than `self`, and never awaits that."""
    file = eyes.tree.home[method]
    calls = [
        node for node in ast.walk(method)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == method.name
        and not (isinstance(node.func.value, ast.Name) and node.func.value.id in {"self", "cls"})
    ]  # fmt: skip
    return bool(calls) and not any(isinstance(file.parents.get(call), ast.Await) for call in calls)
