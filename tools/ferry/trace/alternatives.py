"""What the value of a compound expression can be: `layer or get_layer()`, `cast(Layer, x)`, `{"a": layer}["a"]`."""

import ast

from tools.ferry.source import called_name


def alternatives(node: ast.expr) -> list[ast.expr]:
    """Return the expressions of which the value is one, those that give nothing aside; any other stands for itself."""
    match node:
        case ast.BoolOp(op=ast.Or()):
            parts = node.values
        case ast.BoolOp():
            parts = node.values[-1:]  # the others are its value when they are false
        case ast.IfExp():
            parts = [node.body, node.orelse]
        case ast.NamedExpr():
            parts = [node.value]
        case ast.Call(args=[_, value]) if called_name(node) == "cast":
            parts = [value]
        case ast.Subscript(value=ast.Dict() as table):
            parts = table.values
        case ast.Subscript(value=ast.List() | ast.Tuple() as items):
            parts = _item(node, items.elts)
        case ast.Constant(value=None | False):
            parts = []
        case _:
            return [node]
    return [inner for part in parts for inner in alternatives(part)]


def _item(read: ast.Subscript, items: list[ast.expr]) -> list[ast.expr]:
    """Return the item that is read, or all of them where nothing says which."""
    position = read.slice.value if isinstance(read.slice, ast.Constant) else None
    spread = any(isinstance(item, ast.Starred) for item in items)
    if isinstance(position, int) and not spread and -len(items) <= position < len(items):
        return [items[position]]
    return items
