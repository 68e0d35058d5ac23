"""Closing the layer is bounded, and tells each caller what is known of its call."""

import asyncio
import os
import signal

import anyio
import asyncpg
import pytest

from persistence.errors import OutcomeUnknownError, UnavailableError
from persistence.layer import AsyncPersistenceLayer
from persistence.players.models import Player
from persistence.supervisor import Call, Supervisor
from tests.unit.persistence.server_activity import sessions, until, wait_for_blocked_session


@pytest.mark.asyncio
@pytest.mark.parametrize(("sent", "told"), [(True, OutcomeUnknownError), (False, UnavailableError)])
async def test_a_call_that_is_cut_short_has_an_unknown_outcome_only_when_it_was_sent(
    sent: bool,
    told: type[UnavailableError],
) -> None:
    supervisor = Supervisor()

    async def work(call: Call) -> None:
        call.committing = sent
        await asyncio.Event().wait()

    caller = asyncio.ensure_future(supervisor.finish(work))
    await asyncio.sleep(0)
    await supervisor.close(0.01)

    [error] = await asyncio.gather(caller, return_exceptions=True)
    assert type(error) is told


@pytest.mark.asyncio
async def test_a_caller_that_is_cancelled_itself_is_told_so() -> None:
    supervisor = Supervisor()

    async def work(call: Call) -> None:
        await asyncio.Event().wait()

    caller = asyncio.ensure_future(supervisor.finish(work))
    await asyncio.sleep(0)
    caller.cancel()

    with pytest.raises(asyncio.CancelledError):
        await caller
    await supervisor.close(0.01)


@pytest.mark.asyncio
async def test_connections_whose_server_is_silent_are_dropped_and_a_second_close_does_nothing(
    database_url: str, player: Player, observer: asyncpg.Connection
) -> None:
    before = {session["pid"] for session in await sessions(observer)}
    persistence = await AsyncPersistenceLayer.open(database_url, call_timeout_s=0.5)
    await persistence.get_player_by_id(player.id)
    await persistence.damage_player(player.id, 1)
    await persistence.list_rooms()
    frozen = {session["pid"] for session in await sessions(observer)} - before
    for pid in frozen:
        os.kill(pid, signal.SIGSTOP)
    try:
        async with asyncio.timeout(20):
            await persistence.close()
            await persistence.close()
        assert all(session.is_closed() for session in persistence._database._sessions)
    finally:
        for pid in frozen:
            os.kill(pid, signal.SIGCONT)


@pytest.mark.asyncio
async def test_a_close_whose_every_wait_is_cancelled_leaves_no_connection(
    database_url: str, player: Player, observer: asyncpg.Connection
) -> None:
    """A cancel scope, unlike a cancelled task, cancels each further wait too."""
    before = len(await sessions(observer))
    persistence = await AsyncPersistenceLayer.open(database_url)
    await persistence.get_player_by_id(player.id)
    await persistence.damage_player(player.id, 1)
    assert len(await sessions(observer)) > before
    async with observer.transaction():
        await observer.execute("LOCK TABLE accounts")
        call = asyncio.ensure_future(persistence.create_account("bea", "hash"))
        await wait_for_blocked_session(observer)

        with anyio.move_on_after(0.05):
            await persistence.close()

    async def none_left() -> bool:
        return len(await sessions(observer)) == before

    await until(none_left)
    await asyncio.gather(call, return_exceptions=True)
