"""A player moves in one statement, and is never left in a room that does not exist."""

import asyncio
from dataclasses import replace
from uuid import uuid4

import pytest

from persistence.errors import NotFoundError, StaleDataError
from persistence.layer import AsyncPersistenceLayer
from persistence.players.models import Player
from persistence.rooms.models import Room


@pytest.fixture
def loft() -> Room:
    return Room("harbour/loft", "harbour", "The loft", "Nets.")


@pytest.mark.asyncio
async def test_a_move_is_a_new_version(
    persistence: AsyncPersistenceLayer, player: Player, quay: Room, loft: Room
) -> None:
    await persistence.save_room(loft)

    moved = await persistence.move_player(player.id, loft.id)
    back = await persistence.move_player(player.id, quay.id, from_room_id=loft.id)

    assert moved == replace(player, room_id=loft.id, version=2)
    assert back == replace(player, version=3)


@pytest.mark.asyncio
async def test_a_move_from_a_room_where_the_player_is_not_is_refused(
    persistence: AsyncPersistenceLayer, player: Player, quay: Room, loft: Room
) -> None:
    await persistence.save_room(loft)

    with pytest.raises(StaleDataError, match="expected harbour/loft, found harbour/quay"):
        await persistence.move_player(player.id, quay.id, from_room_id=loft.id)

    assert await persistence.get_player_by_id(player.id) == player


@pytest.mark.asyncio
async def test_of_two_moves_from_one_room_one_happens(
    persistence: AsyncPersistenceLayer, player: Player, quay: Room, loft: Room
) -> None:
    await persistence.save_room(loft)

    results = await asyncio.gather(
        *(persistence.move_player(player.id, loft.id, from_room_id=quay.id) for _ in range(10)),
        return_exceptions=True,
    )

    assert sum(isinstance(result, Player) for result in results) == 1
    assert sum(isinstance(result, StaleDataError) for result in results) == 9


@pytest.mark.asyncio
async def test_player_and_target_have_to_exist(persistence: AsyncPersistenceLayer, player: Player, quay: Room) -> None:
    with pytest.raises(NotFoundError, match="there is no room harbour/cellar"):
        await persistence.move_player(player.id, "harbour/cellar")
    with pytest.raises(NotFoundError, match="there is no player"):
        await persistence.move_player(uuid4(), quay.id)


@pytest.mark.asyncio
async def test_a_player_in_a_room_that_exists_stays(
    persistence: AsyncPersistenceLayer, player: Player, quay: Room
) -> None:
    assert await persistence.validate_player_room(player.id, fallback_room_id=quay.id) == player


@pytest.mark.asyncio
async def test_a_player_in_no_room_comes_to_the_fallback(
    persistence: AsyncPersistenceLayer, player: Player, loft: Room
) -> None:
    await persistence.save_room(loft)

    mended = await persistence.validate_player_room(player.id, fallback_room_id=loft.id)

    assert mended == replace(player, room_id=loft.id, version=2)
    assert await persistence.get_player_by_id(player.id) == mended


@pytest.mark.asyncio
async def test_the_fallback_has_to_exist(persistence: AsyncPersistenceLayer, player: Player) -> None:
    with pytest.raises(NotFoundError, match="there is no room harbour/cellar"):
        await persistence.validate_player_room(player.id, fallback_room_id="harbour/cellar")
    with pytest.raises(NotFoundError, match="there is no player"):
        await persistence.validate_player_room(uuid4(), fallback_room_id="harbour/cellar")
