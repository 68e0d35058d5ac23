"""A lost connection is replaced; the call that it cost is repeated only where it cannot take effect twice."""

# ruff: noqa: PT012 - a block of statements is what raises here

import asyncio

import asyncpg
import pytest

from persistence.accounts.models import Account
from persistence.database import Database
from persistence.errors import ConflictError, OutcomeUnknownError, UnavailableError
from persistence.layer import AsyncPersistenceLayer
from persistence.players.models import Player
from persistence.rooms.models import Room
from persistence.supervisor import Call
from tests.unit.persistence.proxy import Proxy
from tests.unit.persistence.server_activity import sessions, until, wait_for_blocked_session


async def end_all_sessions(observer: asyncpg.Connection) -> None:
    for row in await sessions(observer):
        await observer.execute("SELECT pg_terminate_backend($1, 5000)", row["pid"])


async def exists(layer: AsyncPersistenceLayer, username: str) -> bool:
    return await layer.get_account_by_username(username) is not None


@pytest.mark.asyncio
async def test_sessions_ended_between_calls_are_noticed_by_nobody(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection, account: Account
) -> None:
    for _ in range(5):
        await end_all_sessions(observer)

        assert await persistence.get_account_by_id(account.id) == account


@pytest.mark.asyncio
async def test_a_read_that_loses_its_connection_is_repeated(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection, account: Account
) -> None:
    async with observer.transaction():
        await observer.execute("LOCK TABLE accounts")
        call = asyncio.ensure_future(persistence.get_account_by_id(account.id))
        await wait_for_blocked_session(observer)
        await end_all_sessions(observer)

    assert await call == account


@pytest.mark.asyncio
async def test_a_transaction_of_the_layers_own_that_loses_its_connection_is_repeated(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection, quay: Room
) -> None:
    async with observer.transaction():
        await observer.execute("LOCK TABLE rooms")
        call = asyncio.ensure_future(persistence.save_rooms([quay]))
        await wait_for_blocked_session(observer)
        await end_all_sessions(observer)

    [saved] = await call
    assert saved.version == 2


@pytest.mark.asyncio
async def test_a_write_that_loses_its_connection_has_an_unknown_outcome(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection
) -> None:
    async with observer.transaction():
        await observer.execute("LOCK TABLE accounts")
        call = asyncio.ensure_future(persistence.create_account("ada", "hash"))
        await wait_for_blocked_session(observer)
        await end_all_sessions(observer)

        with pytest.raises(OutcomeUnknownError):
            await call


@pytest.mark.asyncio
async def test_a_write_whose_answer_is_lost_is_not_repeated(
    database_url: str, observer: asyncpg.Connection, other_layer: AsyncPersistenceLayer
) -> None:
    async with Proxy.to(database_url) as proxy, await AsyncPersistenceLayer.open(proxy.url) as persistence:
        await persistence.create_account("first", "hash")
        proxy.answering.clear()
        call = asyncio.ensure_future(persistence.create_account("ada", "hash"))
        await until(lambda: exists(other_layer, "ada"))
        proxy.cut()

        with pytest.raises(OutcomeUnknownError):
            await call
        assert await observer.fetchval("SELECT count(*) FROM accounts") == 2
        assert await persistence.get_account_by_username("ada") is not None


@pytest.mark.asyncio
async def test_a_commit_whose_answer_is_lost_has_an_unknown_outcome(
    database_url: str, other_layer: AsyncPersistenceLayer
) -> None:
    async with Proxy.to(database_url) as proxy, await AsyncPersistenceLayer.open(proxy.url) as persistence:

        async def make_account() -> None:
            async with persistence.transaction() as tx:
                await tx.create_account("ada", "hash")
                proxy.answering.clear()

        call = asyncio.ensure_future(make_account())
        await until(lambda: exists(other_layer, "ada"))
        proxy.cut()

        with pytest.raises(OutcomeUnknownError):
            await call


@pytest.mark.asyncio
async def test_a_commit_that_is_cut_short_by_close_has_an_unknown_outcome(
    database_url: str, other_layer: AsyncPersistenceLayer
) -> None:
    async with Proxy.to(database_url) as proxy:
        # So short that the driver's own time to give a connection up goes beyond the layer's time to close.
        persistence = await AsyncPersistenceLayer.open(proxy.url, call_timeout_s=0.3)

        async def make_account() -> None:
            async with persistence.transaction() as tx:
                await tx.create_account("ada", "hash")
                proxy.answering.clear()

        call = asyncio.ensure_future(make_account())
        await until(lambda: exists(other_layer, "ada"))
        await persistence.close()

        with pytest.raises(OutcomeUnknownError):
            await call


@pytest.mark.asyncio
async def test_a_block_that_loses_its_connection_did_nothing(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection
) -> None:
    with pytest.raises(UnavailableError) as lost:
        async with persistence.transaction() as tx:
            await tx.create_account("ada", "hash")
            await end_all_sessions(observer)
            await tx.create_account("bea", "hash")

    assert not isinstance(lost.value, OutcomeUnknownError)
    assert await persistence.get_account_by_username("ada") is None


@pytest.mark.asyncio
async def test_a_migration_under_load_is_noticed_by_nobody(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection, account: Account
) -> None:
    moving = True
    rounds = [0] * 5

    async def read_and_write(number: int) -> None:
        player = Player.new(user_id=account.id, name=f"P{number}", room_id="z/a")
        while moving:
            player = await persistence.save_player(player)
            await persistence.update_player_last_active(player.id)
            assert await persistence.get_player_by_id(player.id) is not None
            rounds[number] += 1

    async def all_went_round() -> bool:
        return all(now > before for now, before in zip(rounds, rounds_before, strict=True))

    async with asyncio.TaskGroup() as group:
        for number in range(5):
            group.create_task(read_and_write(number))
        for kind in ("varchar(100)", "text", "varchar(90)", "text"):
            rounds_before = list(rounds)
            await until(all_went_round)
            await observer.execute(f"ALTER TABLE players ALTER COLUMN name TYPE {kind}")
        rounds_before = list(rounds)
        await until(all_went_round)
        moving = False


@pytest.mark.asyncio
async def test_a_repeat_starts_from_nothing_sent_and_is_not_made_for_nobody(database_url: str) -> None:
    database = Database.open(database_url, pool_size=1, call_timeout_s=1)
    deadlock = asyncpg.DeadlockDetectedError("a rival was faster")
    failures = [deadlock, ConnectionRefusedError(), ConnectionRefusedError(), deadlock]

    async def fail(call: Call) -> None:
        failure = failures.pop(0)
        if failure is deadlock:  # the answer to something that was sent
            call.committing = True
        raise failure

    with pytest.raises(UnavailableError) as refused:
        await database._attempt(fail, Call())
    assert type(refused.value) is UnavailableError
    with pytest.raises(ConflictError):
        await database._attempt(fail, Call(abandoned=True))
    await database.close()
