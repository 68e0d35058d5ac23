"""What a repository may ask of the database, in a transaction of the caller's or in one of its own."""

from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeVar

from sqlalchemy import Executable, Row

from persistence.cached import CachedView
from persistence.keyed import KeyedChange, KeyedRead

T = TypeVar("T")

Parameters = Mapping[str, Any]
Rows = Sequence[Row[*tuple[Any, ...]]]


class Statements(Protocol):
    """Runs single statements."""

    async def read(self, statement: Executable, parameters: Parameters | None = None) -> Rows:
        """The rows that `statement`, which changes nothing, selects."""

    async def write(self, statement: Executable, parameters: Parameters | None = None) -> Rows:
        """The rows that `statement` returns, when what it changed is committed or is part of the open transaction."""


class Executor(Statements, Protocol):
    """Runs single statements, and several of them as one."""

    # These two are plain functions, as they are the way of nearly all calls, and a coroutine has its price.

    def read_by_key(self, read: KeyedRead, key: Hashable) -> Awaitable[Sequence[Sequence[Any]]]:
        """The rows of `key`. Its turn may be shared with other callers' keys."""

    def change_by_key(self, change: KeyedChange, key: Hashable, value: object) -> Awaitable[Sequence[Sequence[Any]]]:
        """The changed row of `key`, alone in its list, or none when there is no such row; see `write`."""

    async def atomically(self, work: Callable[[Statements], Awaitable[T]]) -> T:
        """The result of `work`, whose statements all take effect or, when it raises, none.

        `work` may be run more than once and must do nothing but run statements and look at their rows.
        """

    async def cached(self, view: CachedView[T]) -> T:
        """The value of `view`, which may be kept from an earlier call: see `persistence.caching`."""

    def changing(self, view: CachedView[Any]) -> AbstractContextManager[None]:
        """A block that writes what `view` is made from; when the change has ended, no former value is kept."""
