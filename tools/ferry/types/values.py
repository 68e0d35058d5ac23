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


def classes_of(values: Values) -> Values:
    """Return the classes of the objects among the values."""
    return frozenset(ClassRef(value.cls) for value in values if isinstance(value, Instance))


def flattened(values: Values) -> Iterator[Value]:
    """Yield the values and what is inside of those that hold some."""
    for value in values:
        yield value
        if isinstance(value, Collection | Getter):
            yield from flattened(value.elements)
