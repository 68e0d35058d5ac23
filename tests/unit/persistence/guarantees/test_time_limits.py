"""Nothing waits without a bound, and what had to wait too long is told by its error."""

# ruff: noqa: PT012 - a block of statements is what raises here

import asyncio
import threading
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy import ARRAY, TEXT, bindparam, func, select

from persistence import errors
from persistence.database import Database
from persistence.errors import (
    DuplicateError,
    OutcomeUnknownError,
    PersistenceError,
    TransactionError,
    UnavailableError,
)
from persistence.keyed import KeyedChange, KeyedRead
from persistence.layer import AsyncPersistenceLayer
from persistence.players.models import Player
from tests.unit.persistence.proxy import Proxy
from tests.unit.persistence.server_activity import sessions, until, wait_for_blocked_session


@pytest.mark.asyncio
async def test_a_statement_that_hangs_is_undone_and_its_connection_lives(
    database_url: str, observer: asyncpg.Connection
) -> None:
    async with await AsyncPersistenceLayer.open(database_url, call_timeout_s=1) as persistence:
        before = {row["pid"] for row in await sessions(observer)}
        async with observer.transaction():
            await observer.execute("LOCK TABLE accounts")

            with pytest.raises(errors.TimeoutError, match="took too long and was undone") as refused:
                await persistence.create_account("ada", "hash")

        assert refused.value.__cause__ is not None
        assert await persistence.get_account_by_username("ada") is None
        assert {row["pid"] for row in await sessions(observer)} == before


@pytest.mark.asyncio
async def test_a_hanging_call_does_not_hold_up_the_rest(database_url: str, observer: asyncpg.Connection) -> None:
    async with await AsyncPersistenceLayer.open(database_url) as persistence:
        async with observer.transaction():
            await observer.execute("LOCK TABLE accounts")
            hanging = asyncio.ensure_future(persistence.create_account("ada", "hash"))
            await wait_for_blocked_session(observer)

            async with asyncio.timeout(2):
                assert await persistence.list_rooms() == []
        await hanging


@pytest.mark.asyncio
@pytest.mark.parametrize("pool_size", [2, 3, 10])
async def test_many_writes_that_hang_leave_connections_for_reads(
    database_url: str, observer: asyncpg.Connection, pool_size: int
) -> None:
    async with await AsyncPersistenceLayer.open(database_url, pool_size=pool_size, call_timeout_s=3) as persistence:

        async def occupy(number: int) -> None:
            async with persistence.transaction() as tx:
                await tx.create_account(f"in a block {number}", "hash")

        async with observer.transaction():
            await observer.execute("LOCK TABLE accounts IN EXCLUSIVE MODE")  # which readers do not feel
            hanging = asyncio.gather(
                *(persistence.create_account(f"alone {number}", "hash") for number in range(10)),
                *(occupy(number) for number in range(10)),
                return_exceptions=True,
            )
            await wait_for_blocked_session(observer)

            async with asyncio.timeout(2):
                for _ in range(20):
                    assert await persistence.list_rooms() == []
                    assert await persistence.get_account_by_username("ada") is None
            results = await hanging
        assert {type(result) for result in results} == {errors.TimeoutError, UnavailableError}
        assert persistence._database.connections_in_use() == 0
        assert (await persistence.create_account("ada", "hash")).username == "ada"


@pytest.mark.asyncio
async def test_a_block_that_cannot_be_committed_says_so_whether_or_not_the_server_answers(
    database_url: str, player: Player
) -> None:
    async with (
        Proxy.to(database_url) as proxy,
        await AsyncPersistenceLayer.open(proxy.url, call_timeout_s=0.5) as persistence,
    ):
        await persistence.create_account("bea", "hash")

        with pytest.raises(TransactionError):
            async with persistence.transaction(timeout_s=20) as tx:
                with pytest.raises(DuplicateError):
                    await tx.create_account("bea", "hash")
                proxy.answering.clear()

        proxy.cut()
        assert persistence._database.connections_in_use() == 0
        assert await persistence.list_rooms() == []


@pytest.mark.asyncio
async def test_a_full_pool_is_a_bounded_wait_and_then_a_clear_error(database_url: str) -> None:
    async with await AsyncPersistenceLayer.open(database_url, pool_size=1, call_timeout_s=1) as persistence:
        release = asyncio.Event()

        async def occupy() -> None:
            async with persistence.transaction(timeout_s=10):
                await release.wait()

        async with asyncio.TaskGroup() as group:
            group.create_task(occupy())
            await asyncio.sleep(0.05)

            with pytest.raises(UnavailableError, match="all connections are in use"):
                await persistence.list_rooms()
            release.set()

        assert await persistence.list_rooms() == []


@pytest.mark.asyncio
async def test_many_callers_share_one_connection(database_url: str) -> None:
    async with await AsyncPersistenceLayer.open(database_url, pool_size=1) as persistence:

        async def use_both_ways(number: int) -> None:
            await persistence.create_account(f"first {number}", "hash")
            async with persistence.transaction() as tx:
                await tx.create_account(f"second {number}", "hash")
                async with tx.transaction() as inner:
                    await inner.get_account_by_username(f"first {number}")

        async with asyncio.timeout(30):
            await asyncio.gather(*(use_both_ways(number) for number in range(20)))


@pytest.mark.asyncio
async def test_a_server_that_falls_silent_during_a_read_is_given_up(database_url: str) -> None:
    async with (
        Proxy.to(database_url) as proxy,
        await AsyncPersistenceLayer.open(proxy.url, pool_size=1, call_timeout_s=1) as persistence,
    ):
        proxy.answering.clear()
        with pytest.raises(errors.TimeoutError, match="did not answer in time"):
            await persistence.list_rooms()

        proxy.cut()
        assert await persistence.list_rooms() == []


@pytest.mark.asyncio
async def test_a_server_that_falls_silent_during_a_write_leaves_the_outcome_unknown(
    database_url: str, other_layer: AsyncPersistenceLayer
) -> None:
    async with (
        Proxy.to(database_url) as proxy,
        await AsyncPersistenceLayer.open(proxy.url, call_timeout_s=1) as persistence,
    ):
        await persistence.create_account("bea", "hash")
        proxy.answering.clear()

        with pytest.raises(OutcomeUnknownError):
            await persistence.create_account("ada", "hash")

        assert await other_layer.get_account_by_username("ada") is not None
        proxy.cut()


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", ["a method of several statements", "a block"])
@pytest.mark.parametrize(
    ("moment", "told"), [(b"UPDATE players", errors.TimeoutError), (b"COMMIT;", OutcomeUnknownError)], ids=str
)
async def test_a_server_that_falls_silent_during_a_transaction_is_given_up(
    database_url: str, player: Player, kind: str, moment: bytes, told: type[PersistenceError]
) -> None:
    async with (
        Proxy.to(database_url) as proxy,
        await AsyncPersistenceLayer.open(proxy.url, call_timeout_s=0.5) as persistence,
    ):
        proxy.fall_silent_at(moment)

        async with asyncio.timeout(20):
            with pytest.raises(told):
                if kind == "a block":
                    async with persistence.transaction(timeout_s=60) as tx:
                        await tx.save_player(player)
                else:
                    await persistence.save_players([player])

        proxy.cut()
        assert persistence._database.connections_in_use() == 0


@pytest.mark.asyncio
async def test_a_server_that_falls_silent_during_a_batch_is_given_up_by_all_its_callers(
    database_url: str, player: Player
) -> None:
    async with (
        Proxy.to(database_url) as proxy,
        await AsyncPersistenceLayer.open(proxy.url, call_timeout_s=1) as persistence,
    ):
        # The connections of the batches are made by then.
        await persistence.damage_player(player.id, 1)
        await persistence.get_player_by_id(player.id)
        proxy.answering.clear()

        reads = [persistence.get_player_by_id(key) for key in (player.id, uuid4(), player.id)]
        async with asyncio.timeout(20):
            results = await asyncio.gather(*reads, persistence.damage_player(player.id, 1), return_exceptions=True)

        assert [type(result) for result in results] == [errors.TimeoutError] * 3 + [OutcomeUnknownError]
        proxy.cut()
        assert (await persistence.damage_player(player.id, 1)).health == 97
        assert await persistence.get_player_by_id(player.id) == player


@pytest.mark.asyncio
async def test_a_caller_that_stops_inside_a_transaction_does_not_keep_its_locks(
    database_url: str, player: Player, observer: asyncpg.Connection
) -> None:
    """Its process hangs, so no limit of its own can strike: the server's does, after four times that of a call."""
    changed, stopped = threading.Event(), threading.Event()

    async def stop_inside() -> None:
        async with (
            await AsyncPersistenceLayer.open(database_url, call_timeout_s=0.5) as persistence,
            persistence.transaction() as tx,
        ):
            await tx.damage_player(player.id, 30)
            changed.set()
            stopped.wait(60)  # on purpose, on the event loop of this thread

    hanging = asyncio.create_task(asyncio.to_thread(lambda: asyncio.run(stop_inside())))
    try:
        assert await asyncio.to_thread(changed.wait, 20)
        async with asyncio.timeout(20):
            assert await observer.fetchval("SELECT health FROM players FOR UPDATE") == 100
        assert not hanging.done()
    finally:
        stopped.set()

    with pytest.raises(PersistenceError):
        await hanging
    assert await observer.fetchval("SELECT health FROM players") == 100


@pytest.mark.asyncio
async def test_a_silent_server_at_opening_is_a_bounded_wait(database_url: str) -> None:
    async with Proxy.to(database_url) as proxy:
        proxy.answering.clear()

        with pytest.raises(errors.TimeoutError):
            await AsyncPersistenceLayer.open(proxy.url, call_timeout_s=1)


@pytest.mark.asyncio
async def test_a_caller_that_leaves_while_a_connection_is_made_leaks_none(
    database_url: str, observer: asyncpg.Connection
) -> None:
    async with Proxy.to(database_url) as proxy:
        proxy.answering.clear()
        opening = asyncio.ensure_future(AsyncPersistenceLayer.open(proxy.url, call_timeout_s=5))
        await asyncio.sleep(0.05)
        opening.cancel()
        await asyncio.sleep(0.05)
        proxy.answering.set()
        with pytest.raises(asyncio.CancelledError):
            await opening

        async def gone() -> bool:
            return not await sessions(observer)

        await until(gone)


@pytest.mark.asyncio
async def test_a_batch_has_a_quarter_of_a_calls_time_and_one_of_changes_waits_100_ms_for_locks(
    database_url: str,
) -> None:
    limits = select(
        func.unnest(bindparam("keys", type_=ARRAY(TEXT))),
        func.current_setting("statement_timeout"),
        func.current_setting("lock_timeout"),
    )
    change = KeyedChange(limits, limits, lambda keys, values: {"keys": keys}, weight=1)
    database = Database.open(database_url, pool_size=1, call_timeout_s=6)
    try:
        [of_reads] = await database.read_by_key(KeyedRead(limits, key_index=0), "reads")
        [of_changes] = await database.change_by_key(change, "changes", None)
        [of_calls] = await database.read(limits, {"keys": ["calls"]})
    finally:
        await database.close()

    assert tuple(of_reads) == ("reads", "1500ms", "0")
    assert tuple(of_changes) == ("changes", "1500ms", "100ms")
    assert tuple(of_calls) == ("calls", "6s", "0")
