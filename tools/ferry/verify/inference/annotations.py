"""What an annotation says about a value."""

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from tools.ferry.verify.inference.externals import ASYNC_FUNCTION, is_generic
from tools.ferry.verify.inference.tree import File, last_name
from tools.ferry.verify.inference.values import (
    ASYNC_GENERATOR,
    EMPTY,
    NONE,
    PLAIN,
    UNKNOWN,
    ClassRef,
    Coroutine,
    External,
    Group,
    Instance,
    Plain,
    Values,
    all_coroutines,
)

if TYPE_CHECKING:
    from tools.ferry.verify.inference.eyes import Eyes

_PLAIN = {"str", "int", "float", "bool", "bytes", "complex", "None", "NoReturn", "Never", "Literal", "LiteralString"}
_OPEN = {"Any", "object", "TypeVar", "Callable", "Self"}
_PROMISED = {"Coroutine", "CoroutineType", "Awaitable"}
"""What only an `await` gets at: a task or a future may also be left to itself."""
_ITERATED_ASYNCHRONOUSLY = {"AsyncIterator", "AsyncIterable", "AsyncGenerator"}
_SEQUENCES = {
    "list", "List", "set", "Set", "frozenset", "FrozenSet", "Sequence", "Iterable", "Iterator", "Collection", "deque",
    "MutableSequence", "AbstractSet", "Generator",
}  # fmt: skip
_WRAPPERS = {"Annotated", "Final", "ClassVar", "Required", "NotRequired", "Mapped"}
_MAPPINGS = {"dict", "Dict", "Mapping", "MutableMapping", "defaultdict", "OrderedDict"}
_MOST_IMPORTS = 5
"""Through so many modules a name is followed to where it is defined."""
_NAMED_TYPES = {f"{module}.{name}()" for module in ("typing", "typing_extensions") for name in ("TypeAlias", "TypeVar")}
AWAITABLE = {"Awaitable", "Coroutine", "Future", "Task", "CoroutineType", "AsyncGenerator", "AsyncIterator",
             "AsyncIterable", "AbstractAsyncContextManager", "AsyncContextManager"}  # fmt: skip
"""Annotations of what is there to be awaited or iterated over."""


def parsed(node: ast.expr) -> ast.expr | None:
    """Return the expression of a quoted annotation."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        try:
            return ast.parse(node.value, mode="eval").body
        except SyntaxError:
            return None
    return node


def meaning(eyes: "Eyes", file: File, annotation: ast.expr, depth: int = 0) -> Values:
    """Return the values that an annotation allows."""
    node = parsed(annotation)
    if node is None or depth > 12:
        return UNKNOWN
    if isinstance(node, ast.BinOp):
        return meaning(eyes, file, node.left, depth + 1) | meaning(eyes, file, node.right, depth + 1)
    if isinstance(node, ast.Constant):
        return NONE if node.value is None else UNKNOWN
    if isinstance(node, ast.Subscript):
        return _generic(eyes, file, node, depth)
    if isinstance(node, ast.Name | ast.Attribute):
        return _named(eyes, file, node, depth)
    return UNKNOWN


def _named(eyes: "Eyes", file: File, node: ast.expr, depth: int) -> Values:
    name = last_name(node)
    found = eyes.values(file, node)
    bound = isinstance(node, ast.Attribute) or file.scope_of(node).binding(name) is not None
    if not bound and name in _PLAIN:
        return PLAIN
    results: list[Values] = []
    for value in found:
        if isinstance(value, ClassRef):
            results.append(frozenset({Instance(value.cls)}))
        elif isinstance(value, External) and value.path in _NAMED_TYPES:
            results.append(_alias(eyes, file, name, depth))
        elif isinstance(value, External):
            results.append(_external(value.path))
        else:
            results.append(_alias(eyes, file, name, depth))
    return eyes.union(results) or UNKNOWN


def _alias(eyes: "Eyes", file: File, name: str, depth: int) -> Values:
    """Follow `Name = Annotated[…]` and `Name = TypeVar(…, bound=…)` in the module, or where it is imported from."""
    for _ in range(_MOST_IMPORTS):
        module, _, last = file.names.get(name, "").rpartition(".")
        home = eyes.tree.modules.get(module)
        if home is None:
            break
        file, name = home, last
    for binding in file.scopes[file.tree].names.get(name, []):
        if binding.kind == "value" and isinstance(binding.value, ast.Call):
            bound = [keyword.value for keyword in binding.value.keywords if keyword.arg == "bound"]
            return meaning(eyes, file, bound[0], depth + 1) if bound else UNKNOWN
        if binding.kind == "value" and isinstance(binding.value, ast.Subscript | ast.BinOp | ast.Name | ast.Attribute):
            return meaning(eyes, file, binding.value, depth + 1)
    return UNKNOWN


def _external(path: str) -> Values:
    last = path.rpartition(".")[2]
    if last in _OPEN or (last in AWAITABLE and not path.startswith("asyncio.")):
        return UNKNOWN
    if path in _PLAIN:
        return PLAIN
    return frozenset({External(f"{path}()")})


def _generic(eyes: "Eyes", file: File, node: ast.Subscript, depth: int) -> Values:
    head = last_name(node.value)
    parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]

    def inner(part: ast.expr) -> Values:
        return meaning(eyes, file, part, depth + 1)

    if head in _WRAPPERS:
        return inner(parts[0])
    if head == "Optional":
        return inner(parts[0]) | NONE
    if head == "Union":
        return eyes.union(inner(part) for part in parts)
    if head == "Literal":
        return PLAIN
    if head in _ITERATED_ASYNCHRONOUSLY:
        return frozenset({External(ASYNC_GENERATOR, inner(parts[0]))})
    if head in _PROMISED:
        return frozenset({Coroutine(ast.unparse(node), gives=inner(parts[-1]))})
    if head == "Callable" and len(parts) == 2:
        takes = tuple(map(inner, parts[0].elts)) if isinstance(parts[0], ast.List) else ()
        return frozenset({External(ASYNC_FUNCTION, takes=takes)}) if all_coroutines(inner(parts[1])) else UNKNOWN
    if head in {"type", "Type"}:
        return frozenset(ClassRef(v.cls) for v in inner(parts[0]) if isinstance(v, Instance)) or UNKNOWN
    return _container(eyes, head, parts, inner) or _generic_class(eyes, file, node)


def _container(eyes: "Eyes", head: str, parts: list[ast.expr], inner: Callable[[ast.expr], Values]) -> Values:
    """Return the container that `head[parts]` means; empty when it is none."""
    if head in _SEQUENCES:
        return frozenset({Group(inner(parts[0]))})
    if head in _MAPPINGS and len(parts) == 2:
        return frozenset({Group(inner(parts[1]), keyed=True)})
    if head == "ContextVar":
        return frozenset({Group(inner(parts[0]), keyed=True)})  # its `get` is that of a mapping
    if head not in {"tuple", "Tuple"}:
        return EMPTY
    if len(parts) == 2 and isinstance(parts[1], ast.Constant) and parts[1].value is ...:
        return frozenset({Group(inner(parts[0]))})
    items = tuple(inner(part) for part in parts)
    return frozenset({Group(eyes.union(items), items)})


def _generic_class(eyes: "Eyes", file: File, node: ast.Subscript) -> Values:
    found = eyes.values(file, node.value)
    if found and all(isinstance(value, ClassRef) for value in found):
        return frozenset(Instance(value.cls) for value in found if isinstance(value, ClassRef))
    paths = [value.path for value in found if isinstance(value, External)]
    if paths and len(paths) == len(found) and all(map(is_generic, paths)):
        return eyes.union(map(_external, paths))
    return UNKNOWN


def item_of(annotation: ast.expr | None) -> ast.expr | None:
    """Return what the annotation of an iterator says of its items: the first of its parameters."""
    node = parsed(annotation) if annotation is not None else None
    part = node.slice if isinstance(node, ast.Subscript) else None
    return part.elts[0] if isinstance(part, ast.Tuple) and part.elts else part


def denies_awaitable(eyes: "Eyes", file: File, annotation: ast.expr | None) -> bool:
    """Tell whether the annotation certainly names something that nobody awaits."""
    if annotation is None:
        return False
    return is_never_awaitable(eyes, meaning(eyes, file, annotation))


def is_never_awaitable(eyes: "Eyes", values: Values) -> bool:
    """Tell whether something is known of the values, and nobody can await any of them."""
    return bool(values) and not any(may_be_awaitable(eyes, value) for value in values)


def may_be_awaitable(eyes: "Eyes", value: object) -> bool:
    """Tell whether the value, or what it is an object of, may be something to await."""
    if isinstance(value, Instance):
        lineage, complete = eyes.classes.lineage(value.cls)
        heirs = () if value.exact else eyes.classes.descendants(value.cls)
        return (not complete and "BaseModel" not in {last_name(b) for cls in lineage for b in cls.node.bases}) or any(
            "__await__" in cls.methods for cls in (*lineage, *heirs)
        )
    return not isinstance(value, Plain | Group)
