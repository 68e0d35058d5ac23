"""The fields of classes whose constructor is made of them: data classes, named tuples, models."""

import ast

from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.tree import ClassInfo, File, last_name
from tools.ferry.verify.inference.values import ClassRef

_DECORATORS = {"dataclass", "define", "frozen", "mutable"}
_BASES = {"NamedTuple", "BaseModel"}


def field_of(eyes: Eyes, file: File, call: ast.Call, value: ast.expr) -> tuple[File, ast.AnnAssign] | None:
    """Return the declaration, with its file, of the field that the argument of the call fills."""
    callees = eyes.values(file, call.func)
    classes = [callee.cls for callee in callees if isinstance(callee, ClassRef)]
    if len(classes) != 1 or len(callees) != 1 or not _is_made_of_fields(eyes, classes[0]):
        return None
    fields = _fields(eyes, classes[0])
    for keyword in call.keywords:
        if keyword.value is value:
            return fields.get(keyword.arg or "")
    is_plain = value in call.args and not any(isinstance(argument, ast.Starred) for argument in call.args)
    position = call.args.index(value) if is_plain else len(fields)
    return list(fields.values())[position] if position < len(fields) else None


def _is_made_of_fields(eyes: Eyes, cls: ClassInfo) -> bool:
    lineage, _ = eyes.classes.lineage(cls)
    decorators = (last_name(d.func if isinstance(d, ast.Call) else d) for d in cls.node.decorator_list)
    is_marked = any(name in _DECORATORS for name in decorators)
    return (is_marked or any(last_name(base) in _BASES for c in lineage for base in c.node.bases)) and not any(
        name in c.methods for c in lineage for name in ("__init__", "__new__")
    )


def _fields(eyes: Eyes, cls: ClassInfo) -> dict[str, tuple[File, ast.AnnAssign]]:
    """Return the declarations in the order of the constructor's parameters: a base's come first."""
    return {
        statement.target.id: (owner.file, statement)
        for owner in reversed(eyes.classes.lineage(cls)[0])
        for statement in owner.node.body
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name)
        and "ClassVar" not in ast.unparse(statement.annotation)
    }  # fmt: skip
