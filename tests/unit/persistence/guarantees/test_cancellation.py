"""A cancelled caller leaves at once; its call is finished or not begun, and no connection is lost over it."""

# ruff: noqa: PT012 - a block of statements is what raises here

import asyncio
import random
from dataclasses import replace

import anyio
import asyncpg
import pytest

from persistence.accounts.models import Account
from persistence.errors import UnavailableError
from persistence.layer import AsyncPersistenceLayer
from persistence.players.models import Player
from tests.unit.persistence.server_activity import (
    sessions,
    until,
    wait_for_blocked_session,
    wait_for_no_open_transaction,
)

_POOL_SIZE = 5
_LANES = 2


def in_use(persistence: AsyncPersistenceLayer) -> int:
    return persistence._database.connections_in_use()


async def wait_until_idle(persistence: AsyncPersistenceLayer) -> None:
    async def idle() -> bool:
        return in_use(persistence) == 0

    await until(idle)


async def act(persistence: AsyncPersistenceLayer, account: Account, number: int, done: set[str]) -> None:
    """Some of each kind of call; notes in `done` what it was told is kept."""
    name = f"Player {number}"
    player = await persistence.save_player(Player.new(user_id=account.id, name=name, room_id="z/a"))
    done.add(name)
    await persistence.get_players_in_room("z/a")
    async with persistence.transaction() as tx:
        await tx.update_player_last_active(player.id)
        await tx.save_player(Player.new(user_id=account.id, name=f"{name} twin", room_id="z/b"))
    done.add(f"{name} twin")
    await persistence.save_players([replace(player, room_id="z/c")])


@pytest.mark.asyncio
async def test_a_thousand_cancellations_at_random_moments_lose_nothing(
    database_url: str, observer: asyncpg.Connection
) -> None:
    chance = random.Random(7)
    done: set[str] = set()
    async with await AsyncPersistenceLayer.open(database_url, pool_size=_POOL_SIZE, call_timeout_s=30) as persistence:
        account = await persistence.create_account("ada", "hash")
        cancelled = 0
        for wave in range(20):
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(act(persistence, account, wave * 50 + n, done)) for n in range(50)]
                for task in tasks:
                    asyncio.get_running_loop().call_later(chance.uniform(0, 0.25), task.cancel)
            cancelled += sum(task.cancelled() for task in tasks)
        assert cancelled > 200

        await wait_until_idle(persistence)
        await wait_for_no_open_transaction(observer)
        assert len(await sessions(observer)) <= _POOL_SIZE + _LANES
        assert done <= {player.name for player in await persistence.list_players()}
        await observer.execute("SELECT FROM players FOR UPDATE NOWAIT")


@pytest.mark.asyncio
async def test_cancel_scopes_that_cancel_every_await_lose_nothing(
    database_url: str, observer: asyncpg.Connection
) -> None:
    chance = random.Random(11)
    done: set[str] = set()
    async with await AsyncPersistenceLayer.open(database_url, pool_size=_POOL_SIZE, call_timeout_s=30) as persistence:
        account = await persistence.create_account("ada", "hash")

        async def limited(number: int) -> None:
            with anyio.move_on_after(chance.uniform(0, 0.2)):
                await act(persistence, account, number, done)

        for wave in range(4):
            await asyncio.gather(*(limited(wave * 50 + number) for number in range(50)))

        await wait_until_idle(persistence)
        await wait_for_no_open_transaction(observer)
        assert len(await sessions(observer)) <= _POOL_SIZE + _LANES
        assert done <= {player.name for player in await persistence.list_players()}


@pytest.mark.asyncio
async def test_a_write_that_was_sent_is_finished_on_the_same_connection(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection, player: Player
) -> None:
    before = {row["pid"] for row in await sessions(observer)}
    async with observer.transaction():
        await observer.execute("LOCK TABLE players")
        call = asyncio.ensure_future(persistence.save_player(replace(player, name="Adela")))
        await wait_for_blocked_session(observer)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        assert in_use(persistence) == 1

    await wait_until_idle(persistence)

    assert await persistence.get_player_by_name("Adela") is not None
    assert before <= {row["pid"] for row in await sessions(observer)}


@pytest.mark.asyncio
async def test_a_write_that_waits_for_a_connection_is_not_sent_after_its_caller_left(database_url: str) -> None:
    async with await AsyncPersistenceLayer.open(database_url, pool_size=1) as persistence:
        async with persistence.transaction():
            call = asyncio.ensure_future(persistence.create_account("ada", "hash"))
            await asyncio.sleep(0.05)
            call.cancel()
            with pytest.raises(asyncio.CancelledError):
                await call

        await wait_until_idle(persistence)

        assert await persistence.get_account_by_username("ada") is None


@pytest.mark.asyncio
async def test_a_cancelled_block_is_undone_after_its_statement_under_way(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection, player: Player
) -> None:
    async def rename() -> None:
        async with persistence.transaction() as tx:
            await tx.save_player(replace(player, name="Adela"))

    async with observer.transaction():
        await observer.execute("LOCK TABLE players")
        call = asyncio.ensure_future(rename())
        await wait_for_blocked_session(observer)
        call.cancel()

    with pytest.raises(asyncio.CancelledError):
        await call

    await wait_until_idle(persistence)
    await wait_for_no_open_transaction(observer)
    assert await persistence.get_player_by_id(player.id) == player


@pytest.mark.asyncio
async def test_a_failing_sibling_during_a_commit_hangs_nobody(
    persistence: AsyncPersistenceLayer, account: Account
) -> None:
    async def fail() -> None:
        await asyncio.sleep(0)
        raise RuntimeError("sibling")

    for number in range(50):
        with pytest.raises(ExceptionGroup):
            async with asyncio.timeout(10), asyncio.TaskGroup() as group:
                group.create_task(act(persistence, account, number, set()))
                group.create_task(fail())

    await wait_until_idle(persistence)


@pytest.mark.asyncio
async def test_a_closed_layer_refuses_calls_and_connects_no_more(
    database_url: str, observer: asyncpg.Connection, player: Player, persistence: AsyncPersistenceLayer
) -> None:
    closed = await AsyncPersistenceLayer.open(database_url)
    await closed.get_room_graph()
    await persistence.close()
    await closed.close()
    await closed.close()

    for call in (
        closed.ping(),
        closed.get_player_by_id(player.id),
        closed.damage_player(player.id, 1),
        closed.save_players([player]),
        closed.get_room_graph(),
    ):
        with pytest.raises(UnavailableError, match="the layer is closed"):
            await call
    with pytest.raises(UnavailableError, match="the layer is closed"):
        async with closed.transaction():
            pass

    assert await sessions(observer) == []


@pytest.mark.asyncio
async def test_closing_finishes_what_was_sent(
    database_url: str, other_layer: AsyncPersistenceLayer, observer: asyncpg.Connection
) -> None:
    persistence = await AsyncPersistenceLayer.open(database_url)
    async with observer.transaction():
        await observer.execute("LOCK TABLE accounts")
        call = asyncio.ensure_future(persistence.create_account("ada", "hash"))
        await wait_for_blocked_session(observer)
        closing = asyncio.ensure_future(persistence.close())
        await asyncio.sleep(0.05)
        assert not closing.done()

    await closing

    assert await other_layer.get_account_by_username("ada") == await call
