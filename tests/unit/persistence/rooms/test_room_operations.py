"""Rooms are read, and saved one or many, each with a version."""

from dataclasses import replace

import pytest

from persistence.errors import NotFoundError, StaleDataError, ValidationError
from persistence.layer import AsyncPersistenceLayer
from persistence.rooms.models import Room


@pytest.mark.asyncio
async def test_a_saved_room_comes_back_whole(persistence: AsyncPersistenceLayer) -> None:
    room = Room("harbour/quay", "harbour", "The quay", "Ropes,\n\ttar and “gulls”.", {"north": "harbour/loft"})

    saved = await persistence.save_room(room)

    assert saved == replace(room, version=1)
    assert await persistence.get_room_by_id(room.id) == saved
    assert await persistence.get_room_by_id("harbour/loft") is None


@pytest.mark.asyncio
async def test_the_list_is_by_id(persistence: AsyncPersistenceLayer, quay: Room) -> None:
    attic = await persistence.save_room(Room("harbour/attic", "harbour", "The attic", ""))

    assert await persistence.list_rooms() == [attic, quay]


@pytest.mark.asyncio
async def test_a_save_over_anothers_change_is_refused(persistence: AsyncPersistenceLayer, quay: Room) -> None:
    newer = await persistence.save_room(replace(quay, exits={}))

    with pytest.raises(StaleDataError, match="room harbour/quay has changed: expected 1, found 2"):
        await persistence.save_room(replace(quay, name="The pier"))

    assert await persistence.get_room_by_id(quay.id) == newer


@pytest.mark.asyncio
async def test_a_room_that_was_never_saved_has_no_later_version(persistence: AsyncPersistenceLayer) -> None:
    with pytest.raises(NotFoundError, match="there is no room harbour/quay"):
        await persistence.save_room(Room("harbour/quay", "harbour", "The quay", "", version=2))


@pytest.mark.asyncio
async def test_many_are_saved_in_the_order_given(persistence: AsyncPersistenceLayer) -> None:
    rooms = [Room(f"harbour/{name}", "harbour", name, "", {"in": "harbour/b"}) for name in ("c", "a", "b")]

    first = await persistence.save_rooms(rooms)
    again = await persistence.save_rooms([replace(room, exits={}) for room in first])

    assert first == [replace(room, version=1) for room in rooms]
    assert again == [replace(room, version=2, exits={}) for room in rooms]
    assert await persistence.save_rooms([]) == []


@pytest.mark.asyncio
async def test_many_are_saved_all_or_none(persistence: AsyncPersistenceLayer, quay: Room) -> None:
    attic = Room("harbour/attic", "harbour", "The attic", "")

    with pytest.raises(StaleDataError):
        await persistence.save_rooms([attic, replace(quay, version=7)])

    assert await persistence.list_rooms() == [quay]


@pytest.mark.asyncio
async def test_one_room_cannot_be_saved_twice_in_one_call(persistence: AsyncPersistenceLayer, quay: Room) -> None:
    with pytest.raises(ValidationError, match="rooms must be different"):
        await persistence.save_rooms([quay, quay])


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"id": "Quay"}, "id"),
        ({"zone": "marsh"}, "zone"),
        ({"name": ""}, "name"),
        ({"description": "\x1b[2J"}, "description"),
        ({"description": "x" * 20_001}, "description"),
        ({"exits": {"north": "nowhere"}}, "exits['north']"),
        ({"exits": {"": "harbour/loft"}}, "exits"),
        ({"exits": {str(number): "harbour/loft" for number in range(65)}}, "exits"),
    ],
)
async def test_a_value_that_breaks_a_rule_is_refused(
    persistence: AsyncPersistenceLayer, change: dict[str, object], field: str
) -> None:
    room = replace(Room("harbour/quay", "harbour", "The quay", ""), **change)  # type: ignore[arg-type]

    with pytest.raises(ValidationError) as refused:
        await persistence.save_room(room)

    assert refused.value.field == field
