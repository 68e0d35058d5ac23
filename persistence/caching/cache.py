"""Keeps values, and reads those that it does not have."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from persistence.cached import CachedView
from persistence.errors import PersistenceError, UnavailableError, another
from persistence.translation import translate

T = TypeVar("T")


@dataclass(slots=True)
class _Entry:
    """What is known of a view.

    Attributes:
        kept: Its value, in a tuple, as any value may be one.
        changes: How many changes were heard of.
        waiting: Those who called since the last query began, which does not serve them.
        loading: Whether queries are being made.
    """

    kept: tuple[Any] | None = None
    changes: int = 0
    waiting: "asyncio.Future[Any] | None" = None
    loading: bool = False


class Cache:
    """The values of views.

    Args:
        load: Reads a view's value from the database.
        start: Runs the cache's work to its end, in a task that somebody owns.
        hears: Whether changes are heard of: see `Listener.hears`.
    """

    def __init__(
        self,
        load: Callable[[CachedView[Any]], Awaitable[Any]],
        start: Callable[[Coroutine[Any, Any, None]], object],
        hears: Callable[[], bool],
    ) -> None:
        self._load = load
        self._start = start
        self._hears = hears
        self._entries: dict[CachedView[Any], _Entry] = {}

    async def get(self, view: CachedView[T]) -> T:
        """The value, kept or read. Raises what the reading raises."""
        entry = self._entries.setdefault(view, _Entry())
        if entry.kept is not None and self._hears():
            value: T = entry.kept[0]
            return value
        if entry.waiting is None:
            entry.waiting = asyncio.get_running_loop().create_future()
        if not entry.loading:
            entry.loading = True
            self._start(self._serve(view, entry))
        try:
            value = await asyncio.shield(entry.waiting)
        except PersistenceError as error:
            raise another(error) from error
        return value

    def drop(self, table: str | None) -> None:
        """Drops what was made from a table, or everything when it is None."""
        for view, entry in self._entries.items():
            if table in (view.table, None):
                entry.changes += 1
                entry.kept = None

    async def _serve(self, view: CachedView[Any], entry: _Entry) -> None:
        try:
            while entry.waiting is not None:
                waiting, entry.waiting = entry.waiting, None
                await self._answer(view, entry, waiting)
        finally:
            entry.loading = False
            if entry.waiting is not None:
                waiting, entry.waiting = entry.waiting, None
                _fail(waiting, UnavailableError("the layer was closed"))

    async def _answer(self, view: CachedView[Any], entry: _Entry, waiting: "asyncio.Future[Any]") -> None:
        changes, heard = entry.changes, self._hears()
        try:
            value = await self._load(view)
        except Exception as error:
            _fail(waiting, translate(error, committing=False))
        except BaseException:
            _fail(waiting, UnavailableError("the layer was closed"))
            raise
        else:
            if heard and entry.changes == changes:
                entry.kept = (value,)
            waiting.set_result(value)


def _fail(waiting: "asyncio.Future[Any]", error: PersistenceError) -> None:
    waiting.set_exception(error)
    # All who wait may have left: then nobody else asks for it, which asyncio would report.
    waiting.exception()
