"""What an expression can be, for our own inference. A value is a set of these; the empty set is unknown."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from tools.ferry.source import Class, Function, Module


@dataclass(frozen=True, slots=True)
class Instance:
    """An object of a class of the tree."""

    cls: Class


@dataclass(frozen=True, slots=True)
class ClassRef:
    """A class of the tree itself."""

    cls: Class


@dataclass(frozen=True, slots=True)
class FunctionRef:
    """A function or a bound method of the tree."""

    function: Function


@dataclass(frozen=True, slots=True)
class External:
    """A module, or a name defined outside the tree, by its dotted name; `called` marks what calling it returns."""

    name: str
    called: bool = False


@dataclass(frozen=True, slots=True)
class Mock:
    """A mock, known by the call that makes it; `path` leads from it to an attribute."""

    node: ast.AST
    module: Module
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Namespace:
    """A `SimpleNamespace`, known by the call that makes it."""

    node: ast.Call
    module: Module


@dataclass(frozen=True, slots=True)
class Collection:
    """Something that holds values: a list, a mapping's values, an iterator."""

    elements: "frozenset[Value]"


@dataclass(frozen=True, slots=True)
class Getter:
    """A method of a collection that is handed on, and gives what is inside: `TABLE.get`."""

    elements: "frozenset[Value]"


@dataclass(frozen=True, slots=True)
class Coroutine:
    """What an async function returns before it is awaited."""

    result: "frozenset[Value]"


Value = Instance | ClassRef | FunctionRef | External | Mock | Namespace | Collection | Getter | Coroutine
Values = frozenset[Value]
NOTHING: Values = frozenset()


def flattened(values: Values) -> Iterator[Value]:
    """Yield the values and what is inside of those that hold some."""
    for value in values:
        yield value
        if isinstance(value, Collection | Getter):
            yield from flattened(value.elements)


_HOLDING = Collection | Getter | Coroutine
_NESTED, _LONGEST = 4, 6


def bounded(values: Values, depth: int = _NESTED) -> Values:
    """Return the values of an answer that rests on itself: `rows = [rows]`, `node = node.next` of a mock.

    Of collections there is one of each kind with all that is inside; at most `depth` are in each other. No name leads
    twice through the same attribute.
    """
    if not any(isinstance(value, _HOLDING | Mock | External) for value in values):
        return values
    found: set[Value] = set()
    inside: dict[type[Collection] | type[Getter] | type[Coroutine], set[Value]] = {}
    for value in values:
        match value:
            case Mock(_, _, path) if _goes_round([part for part in path if part != "()"]):
                pass
            case External(name) if _goes_round(name.split(".")):
                pass
            case Collection(held) | Getter(held) | Coroutine(held):
                inside.setdefault(type(value), set()).update(held)
            case _:
                found.add(value)
    for kind, parts in inside.items():
        if depth:
            found.add(kind(bounded(frozenset(parts), depth - 1)))
        else:
            found.update(value for value in flattened(frozenset(parts)) if not isinstance(value, _HOLDING))
    return frozenset(found)


def _goes_round(parts: list[str]) -> bool:
    return len(parts) > _LONGEST or len(set(parts)) < len(parts)
