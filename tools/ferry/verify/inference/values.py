"""What an expression can stand for, as far as the verifier knows."""

import ast
from dataclasses import dataclass

from tools.ferry.verify.inference.scopes import FunctionDef
from tools.ferry.verify.inference.tree import ClassInfo, File


@dataclass(frozen=True, slots=True)
class Unknown:
    """Anything."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A value that is certainly no coroutine and has no methods of interest: a number, a text, `None`."""

    is_none: bool = False


@dataclass(frozen=True, slots=True)
class Instance:
    """An object of a class of the tree, or, unless `exact`, of one that inherits from it."""

    cls: ClassInfo
    exact: bool = False


@dataclass(frozen=True, slots=True)
class ClassRef:
    """A class of the tree itself."""

    cls: ClassInfo


@dataclass(frozen=True, slots=True)
class Func:
    """A function of the tree; `bound` when its first parameter is given already.

    `gives` is the result of calling one that runs an async function to its end, as far as one can tell.
    """

    file: File
    node: FunctionDef | ast.Lambda
    bound: bool = False
    gives: "frozenset[Value] | None" = None


@dataclass(frozen=True, slots=True)
class External:
    """Something of another package, by dotted path: `threading.Lock` the class, `threading.Lock()` an object of it.

    `gives` is the result of a task, or what an async generator yields, as far as one can tell; `takes` is what a
    function is annotated to take, by position.
    """

    path: str
    gives: "frozenset[Value] | None" = None
    takes: tuple["frozenset[Value]", ...] = ()


@dataclass(frozen=True, slots=True)
class Coroutine:
    """What calling an async function gives; `source` names the function, `function` is it when it is in the tree.

    `gives` is what awaiting it gives, where no function of the tree says so.
    """

    source: str
    function: Func | None = None
    gives: "frozenset[Value] | None" = None


@dataclass(frozen=True, slots=True)
class Group:
    """A container or iterator of the given values; `items` one by one when it is a tuple, `keyed` for a mapping."""

    values: frozenset["Value"]
    items: tuple[frozenset["Value"], ...] | None = None
    keyed: bool = False


@dataclass(frozen=True, slots=True)
class Module:
    """A module of the tree."""

    name: str


@dataclass(frozen=True, slots=True)
class Mock:
    """A mock: `plain` cannot be awaited, `awaitable` can, `like` the class of its spec.

    A `namespace` has what it is given.
    """

    kind: str
    node: ast.Call
    file: File


Value = Unknown | Plain | Instance | ClassRef | Func | External | Coroutine | Group | Module | Mock
Values = frozenset[Value]

UNKNOWN: Values = frozenset({Unknown()})
PLAIN: Values = frozenset({Plain()})
NONE: Values = frozenset({Plain(is_none=True)})
EMPTY: Values = frozenset()


_OF_PLAIN = frozenset(name for kind in (str, bytes, int, float) for name in dir(kind))


def present(values: Values, member: str = "", *, trusted: bool = False) -> Values:
    """Return the values that have the member, as far as one can tell: where it is read, `None` is not there.

    Without a member, those that can be called, indexed or iterated over. Something unknown is more than the `None`
    beside it only where the member's name is `trusted` to tell what has it.
    """
    found = frozenset(value for value in values if not isinstance(value, Plain))
    if not found or (found >= UNKNOWN and not trusted):
        return values
    return found if values <= found | NONE or member not in _OF_PLAIN else values - NONE


def all_plain_mocks(values: Values) -> bool:
    """Tell whether the expression is a plain mock whichever of the values it has."""
    return bool(values) and all(isinstance(value, Mock) and value.kind == "plain" for value in values)


ASYNC_GENERATOR = "ferry:async generator"
"""The path of what calling an async generator function gives, and of what is annotated to be one."""


def all_async_generators(values: Values) -> bool:
    """Tell whether the expression is an async generator whichever of the values it has."""
    return bool(values) and all(isinstance(value, External) and value.path == ASYNC_GENERATOR for value in values)


def all_coroutines(values: Values) -> bool:
    """Tell whether the expression is a coroutine whichever of the values it has."""
    return bool(values) and all(isinstance(value, Coroutine) for value in values)
