"""What a patch is told of what it replaces: a text in parts, `patch(f"{MODULE}.load")`, is taken as the whole text."""

import ast
import re

from tools.ferry.source.nodes import called_name, dotted
from tools.ferry.source.program import Module, Program

_POSITIONS = {"patch": (0,), "multiple": (0,), "dict": (0,), "object": (1,), "setattr": (0, 1), "delattr": (0, 1)}
"""The functions that replace something, and at which places they are told what by a text."""

_BY_NAME = {"patch": ("target",), "object": ("target", "attribute"), "setattr": ("target", "name", "value")}
_IS_PATCH = re.compile(r"^(mock\.|mocker\.|unittest\.mock\.)?patch(\.object)?$|^(self\.)?m(onkey)?p(atch)?\.setattr$")
_PATCHING = ("patch(", "patch.", "setattr(", "delattr(")
_NAME = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")
_DEEP = 4


def compose_texts(program: Program, module: Module) -> None:
    """Let the syntax of the module have one constant where a patch is told a text in parts.

    Only what the module itself says is used, so that the outcome is the same whenever the module is opened. `composed`
    of the module knows what stands in the file.
    """
    if not any(text in module.text for text in _PATCHING):
        return
    for call in [node for node in module.parents if isinstance(node, ast.Call)]:
        _put_by_place(module, call)
        for place in _POSITIONS.get(called_name(call.func), ()) if not isinstance(call.func, ast.Call) else ():
            parts = call.args[place] if place < len(call.args) else None
            if parts is None or isinstance(parts, ast.Constant | ast.Starred):
                continue
            text = _whole(program, module, parts)
            if text is not None and _NAME.fullmatch(text) and ("." in text or place):
                whole = ast.copy_location(ast.Constant(text), parts)
                call.args[place] = whole
                module.parents[whole] = call
                module.composed[whole] = parts


def _put_by_place(module: Module, call: ast.Call) -> None:
    """Let what a patch is told by name, `patch.object(target=Desk, attribute="show")`, be told by its place."""
    names = _BY_NAME.get(called_name(call.func), ()) if _IS_PATCH.search(dotted(call.func)) else ()
    for name in names[len(call.args) :]:
        told = next((keyword for keyword in call.keywords if keyword.arg == name), None)
        if told is None:
            return
        call.keywords.remove(told)
        call.args.append(told.value)
        module.parents[told.value] = call


def _whole(program: Program, module: Module, node: ast.expr, depth: int = 0) -> str | None:
    """Return the text that the expression gives, if the module tells it."""
    match node:
        case ast.Constant(str(text)):
            return text
        case ast.Name("__name__"):
            return module.name
        case ast.Name() | ast.Attribute() if depth < _DEEP:
            values = _values(program, module, node)
            return _whole(program, module, values[0], depth + 1) if len(values) == 1 else None
        case ast.JoinedStr(parts):
            return _joined([_part(program, module, part, number) for number, part in enumerate(parts)])
        case ast.BinOp(left, ast.Add(), right):
            return _joined([_part(program, module, left, 0), _part(program, module, right, 1)])
        case ast.BinOp(ast.Constant(str(form)), ast.Mod(), value):
            return _filled(program, module, form.split("%s"), value)
        case ast.Call(ast.Attribute(ast.Constant(str(form)), "format"), [value], []):
            return _filled(program, module, form.split("{}"), value)
    return None


def _filled(program: Program, module: Module, around: list[str], value: ast.expr) -> str | None:
    """Return the two texts with that of the value between them."""
    text = _part(program, module, value, len(around[0])) if len(around) == 2 else None
    return text.join(around) if text is not None else None


def _joined(texts: list[str | None]) -> str | None:
    return "".join(text for text in texts if text is not None) if None not in texts else None


def _part(program: Program, module: Module, node: ast.expr, position: int) -> str | None:
    """Return the text of a part; `shop.__name__` at the start is a module's whole name, else the last of a class's."""
    match node:
        case ast.FormattedValue(value, -1, None):
            return _part(program, module, value, position)
        case ast.Attribute(ast.Name(name), "__module__" | "__name__" | "__qualname__" as attribute):
            own = f"{module.name}.{name}"
            meant = module.imports.get(name) or (own if any(one.name == own for one in module.definitions) else "")
            if attribute == "__module__":
                return meant.rpartition(".")[0] or None
            return (meant.rpartition(".")[2] if position else meant) or None
    return _whole(program, module, node)


def _values(program: Program, module: Module, node: ast.Name | ast.Attribute) -> list[ast.expr]:
    """Return what is assigned to a variable, of a function, class or module, or to `self.NAME` in the class's body."""
    name = node.id if isinstance(node, ast.Name) else node.attr
    function = program.binder(module, node) if isinstance(node, ast.Name) else program.enclosing(module, node)
    cls = program.body_of(node) if isinstance(node, ast.Name) else None
    if isinstance(node, ast.Attribute):
        is_own = isinstance(node.value, ast.Name) and node.value.id in {"self", "cls"}
        cls = function.cls if is_own and function is not None else None
        function = None
        if cls is None:
            return []
    if cls is not None:
        return [value for _, value, _ in cls.assigned.get(name, ()) if value is not None]
    if function is None:
        return [value for _, value in module.assigned.get(name, ()) if value is not None]
    is_given = any(param.arg == name for param in function.params)
    bound = [] if is_given else function.assigned.get(name, [])
    return [value for _, value, how in bound if value is not None] if all(b[2] == "value" for b in bound) else []
