"""Batches on a real server: fewer statements, and each caller has what it would have had alone."""

import asyncio
import random
from collections.abc import AsyncIterator
from dataclasses import replace

import asyncpg
import pytest
import pytest_asyncio
from sqlalchemy import make_url

from persistence import errors
from persistence.accounts.models import Account
from persistence.batching.lane import WORTH_A_BATCH
from persistence.errors import NotFoundError, OutcomeUnknownError, PersistenceError
from persistence.health.models import HealthChange
from persistence.inventory.models import Inventory, Item, ItemPrototype, Place
from persistence.layer import AsyncPersistenceLayer
from persistence.players.models import Player
from tests.unit.persistence.proxy import Proxy
from tests.unit.persistence.server_activity import until, wait_for_blocked_session


@pytest_asyncio.fixture
async def crowd(persistence: AsyncPersistenceLayer, account: Account) -> list[Player]:
    names = [f"Player {number}" for number in range(50)]
    return await persistence.save_players([Player.new(user_id=account.id, name=name, room_id="z/a") for name in names])


@pytest_asyncio.fixture
async def statements(observer: asyncpg.Connection) -> AsyncIterator[None]:
    """Notes, by a trigger for each statement, what changes players."""
    await observer.execute("CREATE SEQUENCE statements")
    await observer.execute("""
        CREATE FUNCTION count_statement() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM nextval('statements'); RETURN NULL; END $$
    """)
    await observer.execute(
        "CREATE TRIGGER count BEFORE UPDATE ON players FOR EACH STATEMENT EXECUTE FUNCTION count_statement()"
    )
    yield


@pytest.mark.asyncio
async def test_changes_at_the_same_time_are_few_statements(
    persistence: AsyncPersistenceLayer, crowd: list[Player], statements: None, observer: asyncpg.Connection
) -> None:
    changes = await asyncio.gather(*(persistence.damage_player(player.id, index) for index, player in enumerate(crowd)))

    assert [(change.player_id, change.health) for change in changes] == [
        (player.id, 100 - index) for index, player in enumerate(crowd)
    ]
    assert await observer.fetchval("SELECT last_value FROM statements") <= 2


@pytest.mark.asyncio
async def test_so_they_are_when_no_prepared_statement_is_kept(
    database_url: str, crowd: list[Player], statements: None, observer: asyncpg.Connection
) -> None:
    """SQLAlchemy's own option in the address, which is needed behind some poolers of connections."""
    url = make_url(database_url).update_query_dict({"prepared_statement_cache_size": "0"})
    async with await AsyncPersistenceLayer.open(url.render_as_string(hide_password=False)) as persistence:
        await asyncio.gather(*(persistence.damage_player(player.id, 1) for player in crowd))

        assert await observer.fetchval("SELECT last_value FROM statements") <= 2


@pytest.mark.asyncio
async def test_that_batches_have_no_connection_is_logged_once(
    database_url: str, crowd: list[Player], caplog: pytest.LogCaptureFixture
) -> None:
    async with Proxy.to(database_url) as proxy, await AsyncPersistenceLayer.open(proxy.url) as persistence:
        proxy.refuse_more()

        for player in crowd[:3]:
            assert (await persistence.damage_player(player.id, 1)).health == 99

    [record] = [record for record in caplog.records if "a batch has no connection" in record.getMessage()]
    assert record.levelname == "WARNING"


@pytest.mark.asyncio
async def test_reads_at_the_same_time_are_each_answered_with_their_own(
    persistence: AsyncPersistenceLayer, crowd: list[Player]
) -> None:
    by_id = asyncio.gather(*(persistence.get_player_by_id(player.id) for player in crowd))
    by_name = asyncio.gather(*(persistence.get_player_by_name(player.name.upper()) for player in crowd))

    assert list(await by_id) == crowd
    assert list(await by_name) == crowd
    assert sorted(await persistence.get_players_in_room("z/a"), key=lambda player: player.id) == sorted(
        crowd, key=lambda player: player.id
    )


@pytest.mark.asyncio
async def test_one_bad_row_fails_its_own_caller(
    persistence: AsyncPersistenceLayer, crowd: list[Player], observer: asyncpg.Connection
) -> None:
    await observer.execute(f"""
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN IF NEW.id = '{crowd[7].id}' THEN RAISE 'not this one'; END IF; RETURN NEW; END $$
    """)
    await observer.execute("CREATE TRIGGER refuse BEFORE UPDATE ON players FOR EACH ROW EXECUTE FUNCTION refuse()")

    results = await asyncio.gather(
        *(persistence.damage_player(player.id, 1) for player in crowd), return_exceptions=True
    )

    assert [index for index, result in enumerate(results) if isinstance(result, PersistenceError)] == [7]
    assert all(result.health == 99 for result in results if isinstance(result, HealthChange))


@pytest.mark.asyncio
async def test_an_unknown_key_fails_its_own_caller(persistence: AsyncPersistenceLayer, crowd: list[Player]) -> None:
    await persistence.delete_player(crowd[3].id)

    results = await asyncio.gather(
        *(persistence.damage_player(player.id, 1) for player in crowd), return_exceptions=True
    )

    assert [index for index, result in enumerate(results) if isinstance(result, NotFoundError)] == [3]
    assert await persistence.get_player_by_id(crowd[3].id) is None


@pytest.mark.asyncio
async def test_a_row_that_another_transaction_holds_keeps_only_its_own_caller_waiting(
    persistence: AsyncPersistenceLayer, crowd: list[Player], observer: asyncpg.Connection
) -> None:
    async with observer.transaction():
        await observer.execute("UPDATE players SET health = 50 WHERE id = $1", crowd[0].id)
        held, *free = [asyncio.ensure_future(persistence.damage_player(player.id, 1)) for player in crowd]

        async with asyncio.timeout(5):
            assert {change.health for change in await asyncio.gather(*free)} == {99}
        assert not held.done()

    assert (await held).health == 49


@pytest.mark.asyncio
async def test_a_caller_reads_what_it_has_written(persistence: AsyncPersistenceLayer, crowd: list[Player]) -> None:
    async def write_and_read(player: Player) -> None:
        for number in range(5):
            await persistence.gain_experience(player.id, 1)
            await persistence.update_player_last_active(player.id)
            found = await persistence.get_player_by_id(player.id)
            assert found is not None
            assert found.last_active > player.last_active
            assert (await persistence.get_player_experience(player.id)).xp == number + 1

    await asyncio.gather(*map(write_and_read, crowd))


@pytest.mark.asyncio
async def test_a_batch_whose_answer_is_lost_has_an_unknown_outcome_for_each_caller(
    database_url: str, crowd: list[Player], observer: asyncpg.Connection
) -> None:
    async with Proxy.to(database_url) as proxy, await AsyncPersistenceLayer.open(proxy.url) as persistence:
        await persistence.damage_player(crowd[0].id, 1)
        proxy.answering.clear()
        # Few enough for one batch: the connection of a second one would have to be made first.
        others = crowd[1:WORTH_A_BATCH]
        calls = [asyncio.ensure_future(persistence.damage_player(player.id, 1)) for player in others]

        async def done() -> bool:
            return bool(await observer.fetchval("SELECT count(*) = $1 FROM players WHERE health = 99", 1 + len(others)))

        await until(done)
        proxy.cut()
        results = await asyncio.gather(*calls, return_exceptions=True)

        assert {type(result) for result in results} == {OutcomeUnknownError}
        assert (await persistence.damage_player(crowd[0].id, 1)).health == 98


@pytest.mark.asyncio
async def test_in_a_transaction_nothing_is_shared_with_others(
    persistence: AsyncPersistenceLayer, player: Player
) -> None:
    async with persistence.transaction() as tx:
        assert (await tx.damage_player(player.id, 40)).health == 60

        async def outside() -> Player | None:
            return await persistence.get_player_by_id(player.id)

        assert list(await asyncio.gather(outside())) == [player]
        assert (await tx.get_player_vitals(player.id)).health == 60


@pytest.mark.asyncio
async def test_calls_of_one_player_are_made_in_their_order_though_the_row_was_locked(
    persistence: AsyncPersistenceLayer, player: Player, observer: asyncpg.Connection
) -> None:
    for pause_ms in range(0, 20, 2):
        async with observer.transaction():
            await observer.execute("SELECT FROM players WHERE id = $1 FOR UPDATE", player.id)
            calls = [asyncio.ensure_future(persistence.update_player_xp(player.id, 100 + xp)) for xp in range(4)]
            calls.append(asyncio.ensure_future(persistence.gain_experience(player.id, 5)))
            await asyncio.sleep(pause_ms / 1000)
        changes = await asyncio.gather(*calls)

        assert [change.xp for change in changes] == [100, 101, 102, 103, 108]
        assert (await persistence.get_player_experience(player.id)).xp == 108


@pytest.mark.asyncio
async def test_a_write_is_not_overwritten_by_an_earlier_one_whose_caller_has_left(
    persistence: AsyncPersistenceLayer, player: Player, observer: asyncpg.Connection
) -> None:
    async def idle() -> bool:
        return persistence._database.connections_in_use() == 0

    chance = random.Random(2)
    for _ in range(100):
        async with observer.transaction():
            await observer.execute("SELECT FROM players WHERE id = $1 FOR UPDATE", player.id)
            earlier = asyncio.ensure_future(persistence.update_player_xp(player.id, 100))
            await asyncio.sleep(chance.uniform(0, 0.008))
            earlier.cancel()
            later = asyncio.ensure_future(persistence.update_player_xp(player.id, 200))
            await asyncio.sleep(chance.uniform(0, 0.002))
        await later
        await until(idle)

        assert (await persistence.get_player_experience(player.id)).xp == 200


@pytest.mark.asyncio
async def test_a_key_that_another_is_inserting_keeps_only_its_own_caller_waiting(
    database_url: str, crowd: list[Player], observer: asyncpg.Connection
) -> None:
    async with await AsyncPersistenceLayer.open(database_url, call_timeout_s=2) as persistence:
        await persistence.save_item_prototypes([ItemPrototype("coin", "a coin", max_stack=100)])
        inventories = [await persistence.load_inventory(player.id) for player in crowd[:20]]
        coins = [Item.new("coin", Place.with_player(inventory.player_id)) for inventory in inventories]
        async with observer.transaction():
            await observer.execute(
                "INSERT INTO items (id, prototype_id, quantity, room_id) VALUES ($1, 'coin', 1, 'z/a')", coins[0].id
            )
            saves = [
                persistence.save_inventory(replace(inventory, items=(coin,)))
                for inventory, coin in zip(inventories, coins, strict=True)
            ]
            results = await asyncio.gather(*saves, return_exceptions=True)

    assert isinstance(results[0], errors.TimeoutError)
    assert [type(result) for result in results[1:]] == [Inventory] * 19


@pytest.mark.asyncio
async def test_a_lock_that_is_never_released_leaves_connections_to_the_others(
    database_url: str, crowd: list[Player], observer: asyncpg.Connection
) -> None:
    async with await AsyncPersistenceLayer.open(database_url, pool_size=4, call_timeout_s=1) as persistence:
        async with observer.transaction():
            await observer.execute("SELECT FROM players FOR UPDATE")
            held = [asyncio.ensure_future(persistence.damage_player(player.id, 1)) for player in crowd * 2]
            await wait_for_blocked_session(observer)

            assert await persistence.list_rooms() == []
            assert persistence._database.connections_in_use() <= 2
            results = await asyncio.gather(*held, return_exceptions=True)

        assert {type(result) for result in results} == {errors.TimeoutError}
        assert {(await persistence.get_player_vitals(player.id)).health for player in crowd} == {100}
