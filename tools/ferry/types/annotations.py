"""What an annotation promises, as values."""

import ast
from collections.abc import Iterator

from tools.ferry.source import Class, Module, Program, called_name
from tools.ferry.types.names import resolve_expression
from tools.ferry.types.values import NOTHING, Collection, Coroutine, External, Instance, Values

_TRANSPARENT = frozenset({"Annotated", "Optional", "Union", "Final", "ClassVar"})
_AWAITABLE = frozenset({"Awaitable", "Coroutine"})
_DEEPEST = 10
"""How many aliases and brackets may stand in one another."""


def annotation_names(node: ast.expr | None) -> Iterator[ast.expr]:
    """Yield the dotted names in an annotation, also inside quotes (there with the place of the string)."""
    if node is None:
        return
    if (isinstance(node, ast.Constant) and isinstance(node.value, str)) or isinstance(node, ast.Name | ast.Attribute):
        yield node
    else:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr) and not isinstance(child, ast.Call):
                yield from annotation_names(child)


def parse_quoted(node: ast.expr) -> ast.expr:
    """Return the expression inside a quoted annotation, or `node` itself."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        try:
            return ast.parse(node.value, mode="eval").body
        except SyntaxError:
            return node
    return node


def names_within(node: ast.expr) -> Iterator[ast.expr]:
    """Yield the names in a part of an annotation: those in its quotes, placed as in their text, or the part itself."""
    parsed = parse_quoted(node)
    yield from (node,) if parsed is node else annotation_names(parsed)


def annotated_values(program: Program, module: Module, node: ast.expr | None, depth: int = 0) -> Values:
    """Return what an object with this annotation is; unknown when it says nothing about the tree's classes."""
    if node is None or depth > _DEEPEST:
        return NOTHING
    node = parse_quoted(node)
    if isinstance(node, ast.BinOp):
        left = annotated_values(program, module, node.left, depth + 1)
        return left | annotated_values(program, module, node.right, depth + 1)
    if isinstance(node, ast.Subscript):
        return _subscript(program, module, node, depth)
    if not isinstance(node, ast.Name | ast.Attribute) or (isinstance(node, ast.Name) and node.id == "object"):
        return NOTHING
    definition = resolve_expression(program, module, node)
    if isinstance(definition, Class):
        return frozenset({Instance(definition)})
    if isinstance(definition, tuple):
        owner, name = definition
        found = NOTHING
        for _, value in owner.assigned[name]:
            found |= annotated_values(program, owner, value, depth + 1)
        return found
    if isinstance(definition, str) and "." in definition and not definition.startswith(("builtins.", "typing.")):
        return (
            frozenset({External(definition, called=True)})
            if definition.partition(".")[0] in _roots(module)
            else NOTHING
        )
    return NOTHING


def names_function(program: Program, module: Module, node: ast.expr | None, depth: int = 0) -> bool:
    """Tell whether a part of the annotation is a `Callable`: which functions it can be only the values show."""
    for name in (part for quoted in annotation_names(node) for part in names_within(quoted)):
        if called_name(name) == "Callable":
            return True
        definition = resolve_expression(program, module, name) if isinstance(name, ast.Name | ast.Attribute) else None
        if isinstance(definition, tuple) and depth < _DEEPEST:
            owner, alias = definition
            if any(names_function(program, owner, value, depth + 1) for _, value in owner.assigned[alias]):
                return True
    return False


def _roots(module: Module) -> set[str]:
    return {target.partition(".")[0] for target in module.imports.values()}


def _subscript(program: Program, module: Module, node: ast.Subscript, depth: int) -> Values:
    head = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
    parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    if head == "Annotated":
        parts = parts[:1]
    if head in _AWAITABLE:
        return frozenset({Coroutine(annotated_values(program, module, parts[-1], depth + 1))})
    if head in {"dict", "Dict", "Mapping", "MutableMapping", "defaultdict"}:
        parts = parts[-1:]
    if head in {"Generator", "AsyncGenerator"}:
        parts = parts[:1]
    inside = NOTHING
    for part in parts:
        inside |= annotated_values(program, module, part, depth + 1)
    if head in _TRANSPARENT:
        return inside
    if head in {"Callable", "type", "Type"}:
        return NOTHING
    own = annotated_values(program, module, node.value, depth + 1)
    found: Values = frozenset(value for value in own if isinstance(value, Instance))
    queues = frozenset(value for value in own if isinstance(value, External) and value.name.startswith("queue."))
    return found or queues.union({Collection(inside)} if inside else ())
