"""A cancelled caller leaves at once; its call is finished or not begun, and no connection is lost over it."""

# ruff: noqa: PT012 - a block of statements is what raises here

import asyncio
import itertools
import random
from dataclasses import dataclass, field, replace
from uuid import uuid4

import anyio
import asyncpg
import pytest

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
# Those of the lanes, the listener, and the fixture's own layer, whose pool has one.
_OTHERS = 4 + 1 + 1


def in_use(persistence: AsyncPersistenceLayer) -> int:
    return persistence._database.connections_in_use()


async def wait_until_idle(persistence: AsyncPersistenceLayer) -> None:
    async def idle() -> bool:
        return in_use(persistence) == 0

    await until(idle)


@dataclass
class Ledger:
    """What callers were told is kept, and what they tried."""

    names: set[str] = field(default_factory=set)
    gained: int = 0
    tried: int = 0


async def act(persistence: AsyncPersistenceLayer, hero: Player, number: int, ledger: Ledger) -> None:
    """Some of each kind of call."""
    name = f"Player {number}"
    player = await persistence.save_player(Player.new(user_id=hero.user_id, name=name, room_id="z/a"))
    ledger.names.add(name)
    await persistence.get_players_in_room("z/a")
    await persistence.get_room_graph()
    ledger.tried += 1
    await persistence.gain_experience(hero.id, 1)
    ledger.gained += 1
    async with persistence.transaction() as tx:
        await tx.update_player_last_active(player.id)
        async with tx.transaction() as inner:
            await inner.save_player(Player.new(user_id=hero.user_id, name=f"{name} twin", room_id="z/b"))
    ledger.names.add(f"{name} twin")
    ledger.tried += 1
    await persistence.gain_experience(hero.id, 1, operation_id=uuid4())
    ledger.gained += 1
    await persistence.save_players([replace(player, room_id="z/c")])


async def assert_nothing_was_lost(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection, hero: Player, ledger: Ledger
) -> None:
    await wait_until_idle(persistence)
    await wait_for_no_open_transaction(observer)
    assert len(await sessions(observer)) <= _POOL_SIZE + _OTHERS
    assert ledger.names <= {player.name for player in await persistence.list_players()}
    assert ledger.gained <= (await persistence.get_player_experience(hero.id)).xp <= ledger.tried
    await observer.execute("SELECT FROM players FOR UPDATE NOWAIT")


@pytest.mark.asyncio
async def test_a_thousand_cancellations_at_random_moments_lose_nothing(
    database_url: str, observer: asyncpg.Connection, player: Player
) -> None:
    chance = random.Random(7)
    ledger = Ledger()
    numbers = itertools.count()
    cancelled = 0
    async with await AsyncPersistenceLayer.open(database_url, pool_size=_POOL_SIZE, call_timeout_s=30) as layer:
        while cancelled < 1_000:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(act(layer, player, next(numbers), ledger)) for _ in range(50)]
                # The last few are left alone, so that something is acknowledged on a slow machine too.
                for task in tasks[:-5]:
                    asyncio.get_running_loop().call_later(chance.uniform(0, 0.25), task.cancel)
            cancelled += sum(task.cancelled() for task in tasks)

        await assert_nothing_was_lost(layer, observer, player, ledger)
        assert ledger.gained > 0


@pytest.mark.asyncio
async def test_cancel_scopes_that_cancel_every_await_lose_nothing(
    database_url: str, observer: asyncpg.Connection, player: Player
) -> None:
    chance = random.Random(11)
    ledger = Ledger()
    async with await AsyncPersistenceLayer.open(database_url, pool_size=_POOL_SIZE, call_timeout_s=30) as layer:

        async def limited(number: int) -> None:
            with anyio.move_on_after(chance.uniform(0, 0.2)):
                await act(layer, player, number, ledger)

        for wave in range(4):
            await asyncio.gather(*(limited(wave * 50 + number) for number in range(50)))

        await assert_nothing_was_lost(layer, observer, player, ledger)


@pytest.mark.asyncio
async def test_a_write_that_was_sent_is_finished_on_the_same_connection(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection, player: Player
) -> None:
    before = {row["pid"] for row in await sessions(observer)}
    async with observer.transaction():
        await observer.execute("LOCK TABLE players")
        call = asyncio.ensure_future(persistence.delete_player(player.id))
        await wait_for_blocked_session(observer)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        assert in_use(persistence) == 1

    await wait_until_idle(persistence)

    assert await persistence.get_player_by_id(player.id) is None
    assert before <= {row["pid"] for row in await sessions(observer)}


@pytest.mark.asyncio
async def test_a_write_that_waits_for_a_connection_is_not_sent_after_its_caller_left(
    database_url: str, player: Player
) -> None:
    async with await AsyncPersistenceLayer.open(database_url, pool_size=1) as persistence:
        async with persistence.transaction():
            calls = [
                asyncio.ensure_future(persistence.create_account("bea", "hash")),
                asyncio.ensure_future(persistence.save_players([replace(player, name="Another")])),
            ]
            await asyncio.sleep(0.05)
            for call in calls:
                call.cancel()
            assert [type(end) for end in await asyncio.gather(*calls, return_exceptions=True)] == [
                asyncio.CancelledError
            ] * 2

        await wait_until_idle(persistence)
        assert await persistence.list_rooms() == []  # which had its turn after them

        assert await persistence.get_account_by_username("bea") is None
        assert await persistence.get_player_by_id(player.id) == player


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
    persistence: AsyncPersistenceLayer, player: Player
) -> None:
    async def fail() -> None:
        await asyncio.sleep(0)
        raise RuntimeError("sibling")

    for number in range(50):
        with pytest.raises(ExceptionGroup):
            async with asyncio.timeout(10), asyncio.TaskGroup() as group:
                group.create_task(act(persistence, player, number, Ledger()))
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
