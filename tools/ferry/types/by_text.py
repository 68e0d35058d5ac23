"""Attributes that code sets, or asks for, by a text: `setattr(request.state, KEY, value)` with `KEY = "limit"`."""

import ast
from collections.abc import Iterator

from tools.ferry.source import Module, Program, dotted
from tools.ferry.types.names import resolve_expression


def set_by_text(program: Program, name: str) -> list[tuple[Module, ast.Call]]:
    """Return the calls of `setattr`, or of `object.__setattr__`, that set an attribute of this name."""
    return [*_calls(program, "setattr", name), *_calls(program, "__setattr__", name, of=ast.Attribute)]


def asked_by_text(program: Program, name: str) -> list[tuple[Module, ast.Call]]:
    """Return the calls of `getattr` that ask for an attribute of this name."""
    return _calls(program, "getattr", name)


def attached(program: Program, name: str) -> Iterator[tuple[Module, ast.expr, ast.Attribute]]:
    """Yield (module, mock, target) of each `parent.attach_mock(mock, name)`; the target is made up, as an assignment's.

    What stands before its dot is the tree's.
    """
    for module, call in _calls(program, "attach_mock", name, of=ast.Attribute):
        if isinstance(call.func, ast.Attribute):
            yield module, call.args[0], ast.Attribute(call.func.value, name, ast.Store())


def _calls(program: Program, function: str, name: str, of: type[ast.expr] = ast.Name) -> list[tuple[Module, ast.Call]]:
    key = f"{function} {of.__name__}"
    if key not in program.by_text:
        found: dict[str, list[tuple[Module, ast.Call]]] = {}
        for module, node in program.loads.get(function, []):
            call = module.parents[node]
            if isinstance(node, of) and isinstance(call, ast.Call) and call.func is node and len(call.args) > 1:
                text = text_of(program, module, call.args[1])
                if text is not None:
                    found.setdefault(text, []).append((module, call))
        program.by_text[key] = found
    return program.by_text[key].get(name, [])


def set_target(program: Program, module: Module, call: ast.Call) -> ast.Attribute | None:
    """Return the attribute that a call of `setattr` sets, as an assignment would name it: only its owner is the tree's.

    None where it is no such call, or nothing says which attribute it is.
    """
    if dotted(call.func) not in {"setattr", "object.__setattr__"} or len(call.args) != 3:
        return None
    text = text_of(program, module, call.args[1])
    return ast.Attribute(call.args[0], text, ast.Store()) if text is not None else None


def text_of(program: Program, module: Module, node: ast.expr) -> str | None:
    """Return the text of a literal, or of a module's constant that is set once."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.Name) and program.binder(module, node) is not None:
        return None
    found = resolve_expression(program, module, node)
    values = [value for _, value in found[0].assigned[found[1]]] if isinstance(found, tuple) else []
    literal = values[0] if len(values) == 1 else None
    return literal.value if isinstance(literal, ast.Constant) and isinstance(literal.value, str) else None


def global_named(program: Program, module: Module, target: ast.expr) -> str | None:
    """Return the module's variable that a target is: `globals()["kept"]`, `sys.modules[__name__].kept`."""
    match target:
        case ast.Subscript(value=ast.Call(func=ast.Name("globals")), slice=key):
            return text_of(program, module, key)
        case ast.Attribute(value=ast.Subscript(value=modules, slice=ast.Name("__name__")), attr=name):
            return name if dotted(modules) == "sys.modules" else None
    return None


def updates_globals(call: ast.Call) -> bool:
    """Tell whether the call puts its arguments by name into the module: `globals().update(kept=1)`."""
    match call.func:
        case ast.Attribute(value=ast.Call(func=ast.Name("globals")), attr="update"):
            return True
    return False


def put_into_globals(program: Program, module: Module, name: str) -> Iterator[tuple[Module, ast.expr]]:
    """Yield what the module puts under the name by way of `globals()`, or of the module as an object."""
    for node in program.loads.within(module, "globals"):
        above = module.parents[module.parents[node]]
        match above, module.parents[above]:
            case ast.Subscript(ctx=ast.Store()), ast.Assign(value=value):
                yield from [(module, value)] if global_named(program, module, above) == name else []
            case ast.Attribute(), ast.Call(keywords=keywords) as call if updates_globals(call):
                yield from ((module, keyword.value) for keyword in keywords if keyword.arg == name)
    for owner, call in set_by_text(program, name):
        target = set_target(program, owner, call)
        if owner is module and target is not None and global_named(program, module, target) == name:
            yield module, call.args[2]
