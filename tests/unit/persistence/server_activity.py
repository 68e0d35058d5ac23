"""What the server says about the connections of a test's database."""

import asyncio
from collections.abc import Awaitable, Callable

import asyncpg

_SESSIONS = """
    SELECT pid, state, xact_start IS NOT NULL AS in_transaction, wait_event_type
    FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


async def sessions(observer: asyncpg.Connection) -> list[asyncpg.Record]:
    """The sessions of this database except the observer's own."""
    return await observer.fetch(_SESSIONS)


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    """Returns when `condition` holds; fails after 20 seconds. The server tells nobody when it changes."""
    async with asyncio.timeout(20):
        while not await condition():  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.005)


async def wait_for_blocked_session(observer: asyncpg.Connection) -> None:
    """Returns when a session waits for a lock."""
    await wait_for_blocked_sessions(observer, 1)


async def wait_for_blocked_sessions(observer: asyncpg.Connection, count: int) -> None:
    """Returns when so many sessions, or more, wait for a lock."""

    async def blocked() -> bool:
        return len([row for row in await sessions(observer) if row["wait_event_type"] == "Lock"]) >= count

    await until(blocked)


async def wait_for_no_open_transaction(observer: asyncpg.Connection) -> None:
    """Returns when no session has a transaction open."""

    async def ended() -> bool:
        return not any(row["in_transaction"] for row in await sessions(observer))

    await until(ended)
