"""Attributes that code sets, or asks for, by a text: `setattr(request.state, KEY, value)` with `KEY = "limit"`."""

import ast

from tools.ferry.source import Module, Program
from tools.ferry.types.names import resolve_expression


def set_by_text(program: Program, name: str) -> list[tuple[Module, ast.Call]]:
    """Return the calls of `setattr` that set an attribute of this name."""
    return _calls(program, "setattr", name)


def asked_by_text(program: Program, name: str) -> list[tuple[Module, ast.Call]]:
    """Return the calls of `getattr` that ask for an attribute of this name."""
    return _calls(program, "getattr", name)


def _calls(program: Program, function: str, name: str) -> list[tuple[Module, ast.Call]]:
    if function not in program.by_text:
        found: dict[str, list[tuple[Module, ast.Call]]] = {}
        for module, node in program.loads.get(function, []):
            call = module.parents[node]
            if isinstance(node, ast.Name) and isinstance(call, ast.Call) and call.func is node and len(call.args) > 1:
                text = text_of(program, module, call.args[1])
                if text is not None:
                    found.setdefault(text, []).append((module, call))
        program.by_text[function] = found
    return program.by_text[function].get(name, [])


def set_target(program: Program, module: Module, call: ast.Call) -> ast.Attribute | None:
    """Return the attribute that a call of `setattr` sets, as an assignment would name it: only its owner is the tree's.

    None where it is no such call, or nothing says which attribute it is.
    """
    if not isinstance(call.func, ast.Name) or call.func.id != "setattr" or len(call.args) != 3:
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
