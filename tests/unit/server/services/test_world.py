"""Bringing the world into the database."""

import asyncio
from dataclasses import replace

import pytest

from persistence.errors import ValidationError
from persistence.layer import AsyncPersistenceLayer
from persistence.rooms.models import Room
from server.services.world import LoadedRooms, WorldService

pytest_plugins = ["tests.support.persistence"]

QUAY = Room("town/quay", "town", "The Quay", "Boats.", {"north": "town/market"})
MARKET = Room("town/market", "town", "The Market", "Stalls.", {"south": "town/quay"})


@pytest.mark.asyncio
async def test_an_empty_database_gets_all_rooms(persistence: AsyncPersistenceLayer) -> None:
    loaded = await WorldService(persistence).load([QUAY, MARKET])

    assert loaded == LoadedRooms(total=2, written=2)
    assert await persistence.get_room_by_id("town/quay") == replace(QUAY, version=1)


@pytest.mark.asyncio
async def test_loading_again_writes_only_what_has_changed(persistence: AsyncPersistenceLayer) -> None:
    world = WorldService(persistence)
    await world.load([QUAY, MARKET])
    assert await world.load([QUAY, MARKET]) == LoadedRooms(total=2, written=0)

    loaded = await world.load([replace(QUAY, exits={"east": "town/market"}), MARKET])

    assert loaded == LoadedRooms(total=2, written=1)
    quay = await persistence.get_room_by_id("town/quay")
    assert quay is not None
    assert quay.exits == {"east": "town/market"}


@pytest.mark.asyncio
async def test_a_room_that_cannot_be_saved_leaves_none_of_them(persistence: AsyncPersistenceLayer) -> None:
    with pytest.raises(ValidationError):
        await WorldService(persistence).load([QUAY, replace(MARKET, name="")])

    assert await persistence.list_rooms() == []


@pytest.mark.asyncio
async def test_servers_that_start_together_load_together(persistence: AsyncPersistenceLayer) -> None:
    loads = await asyncio.gather(*(WorldService(persistence).load([QUAY, MARKET]) for _ in range(4)))

    assert sum(loaded.written for loaded in loads) == 2
    assert {room.version for room in await persistence.list_rooms()} == {1}
