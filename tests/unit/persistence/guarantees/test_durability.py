"""A call that returned is committed: every other connection sees it at once."""

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
async def test_no_setting_of_the_session_trades_durability_for_speed(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection
) -> None:
    await observer.execute("CREATE TABLE seen (value text)")
    await observer.execute("""
        CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN INSERT INTO seen VALUES (current_setting('synchronous_commit')); RETURN NULL; END $$
    """)
    await observer.execute("CREATE TRIGGER note AFTER INSERT ON accounts EXECUTE FUNCTION note()")
    expected = await observer.fetchval("SHOW synchronous_commit")

    await persistence.create_account("ada", "hash")

    assert await observer.fetchval("SELECT value FROM seen") == expected
