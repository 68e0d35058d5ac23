"""A transaction is all or nothing, belongs to one task, and says so when it is used wrongly."""

# ruff: noqa: PT012 - a block of statements is what raises here

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace

import anyio
import asyncpg
import pytest

from persistence import errors
from persistence.accounts.models import Account
from persistence.errors import ConflictError, DuplicateError, StaleDataError, TransactionError, UnavailableError
from persistence.layer import AsyncPersistenceLayer, Transaction
from persistence.players.models import Player
from persistence.rooms.models import Room
from tests.unit.persistence.proxy import Proxy
from tests.unit.persistence.server_activity import sessions, wait_for_no_open_transaction


class Oops(Exception):
    """An error of the caller's own."""


async def names(persistence: AsyncPersistenceLayer) -> list[str]:
    return [player.name for player in await persistence.list_players()]


@pytest.mark.asyncio
async def test_all_of_a_block_is_kept(persistence: AsyncPersistenceLayer) -> None:
    async with persistence.transaction() as tx:
        account = await tx.create_account("ada", "hash")
        await tx.save_player(Player.new(user_id=account.id, name="Ada", room_id="z/a"))

    assert await names(persistence) == ["Ada"]


@pytest.mark.asyncio
async def test_nothing_of_a_block_that_raises_is_kept(persistence: AsyncPersistenceLayer, quay: Room) -> None:
    with pytest.raises(Oops):
        async with persistence.transaction() as tx:
            await tx.create_account("ada", "hash")
            await tx.save_room(replace(quay, name="The pier"))
            raise Oops

    assert await persistence.get_account_by_username("ada") is None
    assert await persistence.get_room_by_id(quay.id) == quay


@pytest.mark.asyncio
async def test_a_block_sees_its_own_changes_and_others_do_not(
    persistence: AsyncPersistenceLayer, other_layer: AsyncPersistenceLayer
) -> None:
    async with persistence.transaction() as tx:
        made = await tx.create_account("ada", "hash")

        assert await tx.get_account_by_username("ada") == made
        assert await other_layer.get_account_by_username("ada") is None

    assert await other_layer.get_account_by_username("ada") == made


@pytest.mark.asyncio
async def test_an_inner_block_fails_alone(persistence: AsyncPersistenceLayer, account: Account) -> None:
    async with persistence.transaction() as tx:
        await tx.save_player(Player.new(user_id=account.id, name="Ada", room_id="z/a"))
        with pytest.raises(DuplicateError):
            async with tx.transaction() as inner:
                await inner.save_player(Player.new(user_id=account.id, name="Bea", room_id="z/a"))
                await inner.save_player(Player.new(user_id=account.id, name="ADA", room_id="z/a"))
        await tx.save_player(Player.new(user_id=account.id, name="Cyd", room_id="z/a"))

    assert await names(persistence) == ["Ada", "Cyd"]


@pytest.mark.asyncio
async def test_an_inner_block_is_kept_or_lost_with_the_outer(
    persistence: AsyncPersistenceLayer, account: Account
) -> None:
    async with persistence.transaction() as tx, tx.transaction() as inner:
        await inner.save_player(Player.new(user_id=account.id, name="Ada", room_id="z/a"))
    with pytest.raises(Oops):
        async with persistence.transaction() as tx:
            async with tx.transaction() as inner:
                await inner.save_player(Player.new(user_id=account.id, name="Bea", room_id="z/a"))
            raise Oops

    assert await names(persistence) == ["Ada"]


@pytest.mark.asyncio
async def test_saving_many_in_a_block_fails_alone(
    persistence: AsyncPersistenceLayer, account: Account, player: Player
) -> None:
    bea, cyd = (Player.new(user_id=account.id, name=name, room_id="z/a") for name in ("Bea", "Cyd"))

    async with persistence.transaction() as tx:
        with pytest.raises(StaleDataError):
            await tx.save_players([bea, replace(player, version=5)])
        await tx.save_players([cyd])

    assert await names(persistence) == ["Ada", "Cyd"]


@pytest.mark.asyncio
async def test_a_block_that_swallows_an_error_is_not_committed_in_silence(
    persistence: AsyncPersistenceLayer, account: Account
) -> None:
    with pytest.raises(TransactionError, match="nothing of it can be committed"):
        async with persistence.transaction() as tx:
            await tx.save_player(Player.new(user_id=account.id, name="Bea", room_id="z/a"))
            with pytest.raises(DuplicateError):
                await tx.create_account(account.username, "hash")

    assert await names(persistence) == []


@pytest.mark.asyncio
async def test_an_inner_block_that_swallows_an_error_is_undone_alone(
    persistence: AsyncPersistenceLayer, account: Account
) -> None:
    async with persistence.transaction() as tx:
        with pytest.raises(TransactionError, match="nothing of it can be committed"):
            async with tx.transaction() as inner:
                await inner.save_player(Player.new(user_id=account.id, name="Bea", room_id="z/a"))
                with pytest.raises(DuplicateError):
                    await inner.create_account(account.username, "hash")
        await tx.save_player(Player.new(user_id=account.id, name="Cyd", room_id="z/a"))

    assert await names(persistence) == ["Cyd"]


@pytest.mark.asyncio
async def test_nothing_is_done_after_an_error(persistence: AsyncPersistenceLayer, account: Account) -> None:
    with pytest.raises(TransactionError, match="failed"):
        async with persistence.transaction() as tx:
            with pytest.raises(DuplicateError):
                await tx.create_account(account.username, "hash")
            await tx.create_account("bea", "hash")


@pytest.mark.asyncio
async def test_a_child_task_does_not_inherit_the_transaction(persistence: AsyncPersistenceLayer) -> None:
    async def child_of_tx(tx: Transaction) -> None:
        await tx.create_account("child", "hash")

    with pytest.raises(TransactionError, match="belongs to the task that opened it"):
        async with persistence.transaction() as tx:
            await asyncio.gather(child_of_tx(tx))

    assert await persistence.get_account_by_username("child") is None


@pytest.mark.asyncio
async def test_what_a_child_task_does_by_the_layer_stands_alone(persistence: AsyncPersistenceLayer) -> None:
    with pytest.raises(Oops):
        async with persistence.transaction() as tx:
            await tx.create_account("ada", "hash")
            await asyncio.gather(persistence.create_account("child", "hash"))
            raise Oops

    assert await persistence.get_account_by_username("child") is not None
    assert await persistence.get_account_by_username("ada") is None


@pytest.mark.asyncio
async def test_a_task_with_a_transaction_takes_no_second_connection_and_nothing_from_memory(
    persistence: AsyncPersistenceLayer, player: Player
) -> None:
    async def begin_another() -> None:
        async with persistence.transaction():
            pass

    calls: list[Callable[[], Awaitable[object]]] = [
        begin_another,
        persistence.list_rooms,
        persistence.get_room_graph,
        lambda: persistence.create_account("bea", "hash"),
        lambda: persistence.save_players([player]),
        lambda: persistence.get_player_by_id(player.id),
        lambda: persistence.damage_player(player.id, 1),
    ]
    await persistence.get_room_graph()
    async with persistence.transaction() as tx:
        await tx.damage_player(player.id, 1)  # whose row another connection would wait for
        for call in calls:
            with pytest.raises(TransactionError, match="call its methods, not the layer's"):
                await call()

    assert (await persistence.get_player_vitals(player.id)).health == 99


@pytest.mark.asyncio
async def test_a_transaction_ends_with_its_block(persistence: AsyncPersistenceLayer) -> None:
    async with persistence.transaction() as tx:
        pass

    with pytest.raises(TransactionError, match="ended"):
        await tx.list_rooms()


@pytest.mark.asyncio
@pytest.mark.parametrize("limit_s", [0.1, None], ids=["of its own", "of twice a call's"])
async def test_a_block_that_takes_too_long_is_undone(
    database_url: str, observer: asyncpg.Connection, limit_s: float | None
) -> None:
    async with await AsyncPersistenceLayer.open(database_url, call_timeout_s=0.5) as persistence, asyncio.timeout(20):
        with pytest.raises(errors.TimeoutError, match="took too long"):
            async with persistence.transaction(timeout_s=limit_s) as tx:
                await tx.create_account("ada", "hash")
                await asyncio.sleep(60)

        await wait_for_no_open_transaction(observer)
        assert await persistence.get_account_by_username("ada") is None


@pytest.mark.asyncio
async def test_a_blocks_own_timeout_stays_its_own(persistence: AsyncPersistenceLayer) -> None:
    with pytest.raises(TimeoutError):
        async with persistence.transaction() as tx:
            await tx.create_account("ada", "hash")
            async with asyncio.timeout(0.01):
                await asyncio.sleep(60)

    assert await persistence.get_account_by_username("ada") is None


@pytest.mark.asyncio
async def test_a_limit_inside_a_block_that_ends_there_is_none_of_the_blocks(persistence: AsyncPersistenceLayer) -> None:
    async with persistence.transaction() as tx:
        await tx.create_account("ada", "hash")
        with suppress(TimeoutError):
            async with asyncio.timeout(0.01):
                await asyncio.sleep(60)
        with anyio.move_on_after(0.01):
            await asyncio.sleep(60)

    assert await persistence.get_account_by_username("ada") is not None


@pytest.mark.asyncio
async def test_a_block_that_swallows_a_cancellation_is_not_committed(
    persistence: AsyncPersistenceLayer, player: Player, account: Account, observer: asyncpg.Connection
) -> None:
    async with observer.transaction():
        await observer.execute("LOCK TABLE accounts")
        with pytest.raises(TransactionError, match="nothing of it can be committed"):
            async with persistence.transaction() as tx:
                await tx.gain_experience(player.id, 1)
                with anyio.move_on_after(0.1):
                    await tx.create_account("bea", "hash")
                with pytest.raises(TransactionError, match="or was cancelled"):
                    await tx.get_player_experience(player.id)

    await wait_for_no_open_transaction(observer)
    assert (await persistence.get_player_experience(player.id)).xp == 0
    assert await persistence.get_account_by_username("bea") is None


@pytest.mark.asyncio
async def test_a_block_that_swallows_its_time_limit_or_a_cancellation_between_statements_is_not_committed(
    persistence: AsyncPersistenceLayer,
) -> None:
    async def swallow(limit_s: float) -> None:
        async with persistence.transaction(timeout_s=limit_s) as tx:
            await tx.create_account("ada", "hash")
            with suppress(asyncio.CancelledError):
                await asyncio.sleep(60)

    with pytest.raises(errors.TimeoutError, match="took too long"):
        await swallow(0.1)
    call = asyncio.ensure_future(swallow(60))
    await asyncio.sleep(0.1)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call

    assert await persistence.get_account_by_username("ada") is None


@pytest.mark.asyncio
async def test_an_inner_block_that_is_cancelled_is_undone_alone(
    persistence: AsyncPersistenceLayer, player: Player, account: Account, observer: asyncpg.Connection
) -> None:
    async with persistence.transaction() as tx:
        async with observer.transaction():
            await observer.execute("LOCK TABLE accounts")
            await tx.gain_experience(player.id, 1)
            with anyio.move_on_after(0.1):
                async with tx.transaction() as inner:
                    await inner.gain_experience(player.id, 10)
                    await inner.create_account("bea", "hash")
        await tx.gain_experience(player.id, 100)

    assert (await persistence.get_player_experience(player.id)).xp == 101
    assert await persistence.get_account_by_username("bea") is None


@pytest.mark.asyncio
async def test_an_inner_block_whose_statement_fails_after_its_limit_has_struck_is_undone_alone(
    persistence: AsyncPersistenceLayer,
    other_layer: AsyncPersistenceLayer,
    player: Player,
    account: Account,
) -> None:
    async with persistence.transaction() as tx:
        await tx.gain_experience(player.id, 1)
        async with other_layer.transaction() as rival:
            await rival.create_account("bea", "hash")
            with anyio.move_on_after(0.1):
                async with tx.transaction() as inner:
                    await inner.gain_experience(player.id, 10)
                    await inner.create_account("bea", "hash")  # waits, and fails when the rival has committed
        await tx.gain_experience(player.id, 100)

    assert (await persistence.get_player_experience(player.id)).xp == 101


@pytest.mark.asyncio
async def test_an_inner_block_that_could_not_begin_fails_the_whole(database_url: str, player: Player) -> None:
    async with (
        Proxy.to(database_url) as proxy,
        await AsyncPersistenceLayer.open(proxy.url, call_timeout_s=0.3) as persistence,
    ):
        with pytest.raises(TransactionError, match="nothing of it can be committed"):
            async with persistence.transaction(timeout_s=20) as tx:
                await tx.gain_experience(player.id, 1)
                proxy.fall_silent_at(b"SAVEPOINT")
                with suppress(errors.TimeoutError):
                    async with tx.transaction():
                        raise AssertionError("it has not begun")
                proxy.answering.set()


@pytest.mark.asyncio
async def test_a_limit_that_strikes_while_an_inner_block_is_left_fails_the_whole(
    database_url: str, player: Player, other_layer: AsyncPersistenceLayer
) -> None:
    async with Proxy.to(database_url) as proxy, await AsyncPersistenceLayer.open(proxy.url) as persistence:
        with pytest.raises(TransactionError, match="nothing of it can be committed"):
            async with persistence.transaction() as tx:
                await tx.gain_experience(player.id, 1)
                with anyio.move_on_after(0.05):
                    async with tx.transaction() as inner:
                        await inner.gain_experience(player.id, 10)
                        proxy.answering.clear()
                proxy.answering.set()

    assert (await other_layer.get_player_experience(player.id)).xp == 0


@pytest.mark.asyncio
async def test_an_inner_block_that_is_cancelled_while_it_begins_never_was(
    database_url: str, player: Player, other_layer: AsyncPersistenceLayer
) -> None:
    async with (
        Proxy.to(database_url) as proxy,
        await AsyncPersistenceLayer.open(proxy.url) as persistence,
        persistence.transaction() as tx,
    ):
        await tx.gain_experience(player.id, 1)
        proxy.answering.clear()
        with anyio.move_on_after(0.05):
            async with tx.transaction() as inner:
                await inner.gain_experience(player.id, 10)
        proxy.answering.set()
        await tx.gain_experience(player.id, 100)

    assert (await other_layer.get_player_experience(player.id)).xp == 101


@pytest.mark.asyncio
async def test_a_migration_during_a_block_asks_for_another_run(
    database_url: str, observer: asyncpg.Connection, account: Account
) -> None:
    async with await AsyncPersistenceLayer.open(database_url, pool_size=1) as persistence:

        async def read() -> Account | None:
            async with persistence.transaction() as tx:
                return await tx.get_account_by_id(account.id)

        await read()
        await observer.execute("ALTER TABLE accounts ALTER COLUMN username TYPE varchar(100)")

        with pytest.raises(ConflictError, match="migration"):
            await read()
        assert await read() == account


@pytest.mark.asyncio
async def test_a_block_that_is_open_when_the_layer_is_closed_is_undone(
    database_url: str, other_layer: AsyncPersistenceLayer, observer: asyncpg.Connection
) -> None:
    persistence = await AsyncPersistenceLayer.open(database_url)
    others = len(await sessions(observer)) - 1

    with pytest.raises(UnavailableError, match="the layer was closed, and the transaction undone"):
        async with persistence.transaction() as tx, tx.transaction():
            await tx.create_account("ada", "hash")
            await asyncio.gather(persistence.close())
            assert len(await sessions(observer)) == others
            with pytest.raises(TransactionError, match="ended"):
                await tx.create_account("bea", "hash")

    assert await other_layer.get_account_by_username("ada") is None


@pytest.mark.asyncio
async def test_a_block_that_waits_for_its_connection_when_the_layer_is_closed_never_begins(database_url: str) -> None:
    persistence = await AsyncPersistenceLayer.open(database_url, pool_size=1)
    entered = asyncio.Event()

    async def wait() -> None:
        async with persistence.transaction():
            entered.set()

    with pytest.raises(UnavailableError):
        async with persistence.transaction():
            waiting = asyncio.ensure_future(wait())
            await asyncio.sleep(0)
            await asyncio.gather(persistence.close())
            [error] = await asyncio.gather(waiting, return_exceptions=True)

    assert isinstance(error, UnavailableError)
    assert not entered.is_set()


@pytest.mark.asyncio
async def test_the_loser_of_a_deadlock_is_told_to_run_again(
    persistence: AsyncPersistenceLayer, other_layer: AsyncPersistenceLayer, account: Account
) -> None:
    first, second = await persistence.save_players(
        [Player.new(user_id=account.id, name=name, room_id="z/a") for name in ("Ada", "Bea")]
    )
    both_hold_one = asyncio.Barrier(2)

    async def save_both(layer: AsyncPersistenceLayer, players: list[Player]) -> None:
        async with layer.transaction() as tx:
            await tx.save_player(replace(players[0], room_id="z/b"))
            await both_hold_one.wait()
            await tx.save_player(replace(players[1], room_id="z/c"))

    results = await asyncio.gather(
        save_both(persistence, [first, second]), save_both(other_layer, [second, first]), return_exceptions=True
    )

    assert [type(result) for result in results if result is not None] == [ConflictError]
    rooms = {player.room_id for player in await persistence.list_players()}
    assert rooms == {"z/b", "z/c"}
