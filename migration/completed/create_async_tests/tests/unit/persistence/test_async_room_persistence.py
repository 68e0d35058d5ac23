"""The layer's operations on rooms."""

import pytest

from server.models import Room
from server.persistence.async_persistence import AsyncPersistenceLayer

QUAY = Room("harbour/quay", "The quay", "Wet.", {"north": "harbour/market"})


@pytest.mark.asyncio
async def test_a_saved_room_is_found_with_its_exits(empty_layer: AsyncPersistenceLayer) -> None:
    await empty_layer.save_room(QUAY)

    assert await empty_layer.get_room_by_id("harbour/quay") == QUAY
    assert await empty_layer.get_room_by_id("harbour/market") is None


@pytest.mark.asyncio
async def test_saving_a_room_again_overwrites_it(empty_layer: AsyncPersistenceLayer) -> None:
    await empty_layer.save_room(Room("harbour/quay", "A quay", "Dry."))

    await empty_layer.save_room(QUAY)

    assert await empty_layer.list_rooms() == [QUAY]


@pytest.mark.asyncio
async def test_rooms_are_listed_by_id(empty_layer: AsyncPersistenceLayer) -> None:
    for room_id in ("b/2", "a/1", "b/1"):
        await empty_layer.save_room(Room(room_id, room_id, ""))

    assert [room.id for room in await empty_layer.list_rooms()] == ["a/1", "b/1", "b/2"]
