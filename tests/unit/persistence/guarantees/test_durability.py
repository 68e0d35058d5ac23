"""A call that returned is committed: every other connection sees it at once."""

import asyncio
from dataclasses import replace

import asyncpg
import pytest

from persistence.layer import AsyncPersistenceLayer
from persistence.players.models import Player
from persistence.rooms.models import Room


@pytest.mark.asyncio
async def test_two_layers_see_each_others_commits(
    persistence: AsyncPersistenceLayer, other_layer: AsyncPersistenceLayer, player: Player
) -> None:
    seen = await other_layer.get_player_by_id(player.id)
    assert seen == player

    changed = await other_layer.save_player(replace(player, room_id="harbour/loft"))

    assert await persistence.get_player_by_id(player.id) == changed


@pytest.mark.asyncio
async def test_a_save_that_returned_survives_the_layer(
    other_layer: AsyncPersistenceLayer, persistence: AsyncPersistenceLayer, quay: Room
) -> None:
    await persistence.close()

    assert await other_layer.get_room_by_id(quay.id) == quay


@pytest.mark.asyncio
async def test_no_setting_of_a_session_trades_durability_for_speed(
    database_url: str, observer: asyncpg.Connection
) -> None:
    """Whichever connection a write takes, its commit waits for the disk when the database's own setting says so."""
    # The server under these tests has it off; what a database says counts more, and what a session says most.
    database = await observer.fetchval("SELECT current_database()")
    await observer.execute(f'ALTER DATABASE "{database}" SET synchronous_commit = on')
    await observer.execute("CREATE TABLE seen (session text, value text)")
    await observer.execute("""
        CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN INSERT INTO seen VALUES (pg_backend_pid(), current_setting('synchronous_commit')); RETURN NULL; END $$
    """)
    for table in ("accounts", "players", "rooms"):
        await observer.execute(
            f"CREATE TRIGGER note AFTER INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION note()"
        )

    async with await AsyncPersistenceLayer.open(database_url) as persistence:
        account = await persistence.create_account("ada", "hash")
        player = await persistence.save_player(Player.new(user_id=account.id, name="Ada", room_id="harbour/quay"))
        await asyncio.gather(*(persistence.damage_player(player.id, 1) for _ in range(50)))
        async with persistence.transaction() as tx:
            await tx.save_room(Room("harbour/quay", "harbour", "The quay", "Ropes."))

    seen = await observer.fetch("SELECT session, value FROM seen")
    assert len({row["session"] for row in seen}) >= 2, "the pool's and the batches' connections were to be seen"
    assert {row["value"] for row in seen} == {"on"}
