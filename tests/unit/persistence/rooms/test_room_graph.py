"""The graph of rooms comes from memory, and is what the database has."""

from dataclasses import replace

import asyncpg
import pytest

from persistence.errors import NotFoundError, StaleDataError
from persistence.layer import AsyncPersistenceLayer
from persistence.rooms.models import Room, RoomGraph
from tests.unit.persistence.server_activity import until

LOFT = Room("harbour/loft", "harbour", "The loft", "Nets.", {"down": "harbour/quay", "up": "harbour/sky"})


async def until_kept(layer: AsyncPersistenceLayer) -> RoomGraph:
    """The graph, when the layer has begun to answer from memory."""

    async def kept() -> bool:
        return await layer.get_room_graph() is await layer.get_room_graph()

    await until(kept)
    return await layer.get_room_graph()


@pytest.mark.asyncio
async def test_it_has_all_rooms_and_where_their_exits_lead(persistence: AsyncPersistenceLayer, quay: Room) -> None:
    loft = await persistence.save_room(LOFT)

    graph = await persistence.get_room_graph()

    assert graph.rooms == {quay.id: quay, loft.id: loft}
    assert graph.exits(loft.id) == {"down": quay}
    assert graph.exits(quay.id) == {"up": loft}
    assert graph.exits("harbour/nowhere") == {}


@pytest.mark.asyncio
async def test_it_is_kept_as_long_as_nothing_changes(
    persistence: AsyncPersistenceLayer, quay: Room, observer: asyncpg.Connection
) -> None:
    graph = await until_kept(persistence)

    async with observer.transaction():
        await observer.execute("LOCK TABLE rooms")
        assert await persistence.get_room_graph() is graph


@pytest.mark.asyncio
async def test_nobody_can_change_what_is_kept(persistence: AsyncPersistenceLayer, quay: Room) -> None:
    graph = await until_kept(persistence)

    with pytest.raises(TypeError):
        graph.rooms[quay.id].exits["down"] = "harbour/cellar"  # type: ignore[index]
    with pytest.raises(TypeError):
        del graph.rooms[quay.id]  # type: ignore[attr-defined]


@pytest.mark.asyncio
async def test_what_was_saved_is_in_it_at_once(persistence: AsyncPersistenceLayer, quay: Room) -> None:
    for number in range(30):
        quay = await persistence.save_room(replace(quay, name=f"Quay {number}"))
        [loft] = await persistence.save_rooms([replace(LOFT, version=number)])

        assert (await persistence.get_room_graph()).rooms == {quay.id: quay, loft.id: loft}


@pytest.mark.asyncio
async def test_a_transactions_changes_are_in_it_at_once_and_inside_it_before(
    persistence: AsyncPersistenceLayer, quay: Room
) -> None:
    before = await until_kept(persistence)

    async with persistence.transaction() as tx:
        pier = await tx.save_room(replace(quay, name="The pier"))
        assert (await tx.get_room_graph()).rooms == {quay.id: pier}

    assert before.rooms == {quay.id: quay}
    assert (await persistence.get_room_graph()).rooms == {quay.id: pier}


@pytest.mark.asyncio
async def test_after_a_failed_write_it_is_what_the_database_has(persistence: AsyncPersistenceLayer, quay: Room) -> None:
    await until_kept(persistence)

    with pytest.raises(StaleDataError):
        await persistence.save_rooms([LOFT, replace(quay, name="Other", version=7)])
    with pytest.raises(NotFoundError):
        await persistence.save_room(replace(LOFT, version=3))
    with pytest.raises(RuntimeError):
        await _save_and_fail(persistence, replace(quay, name="The pier"))

    assert (await persistence.get_room_graph()).rooms == {quay.id: quay}
    assert (await until_kept(persistence)).rooms == {quay.id: quay}


async def _save_and_fail(persistence: AsyncPersistenceLayer, room: Room) -> None:
    async with persistence.transaction() as tx:
        await tx.save_room(room)
        assert (await tx.get_room_graph()).rooms[room.id].name == room.name
        raise RuntimeError


@pytest.mark.asyncio
async def test_another_layers_change_is_seen(
    persistence: AsyncPersistenceLayer, other_layer: AsyncPersistenceLayer, quay: Room
) -> None:
    await until_kept(persistence)

    pier = await other_layer.save_room(replace(quay, name="The pier"))

    async def seen() -> bool:
        return (await persistence.get_room_graph()).rooms == {quay.id: pier}

    await until(seen)


@pytest.mark.asyncio
@pytest.mark.parametrize("change", ["UPDATE rooms SET name = 'x'", "DELETE FROM rooms", "TRUNCATE rooms"])
async def test_a_change_by_any_other_program_is_seen(
    persistence: AsyncPersistenceLayer, quay: Room, observer: asyncpg.Connection, change: str
) -> None:
    before = await until_kept(persistence)

    await observer.execute(change)

    async def seen() -> bool:
        return await persistence.get_room_graph() != before

    await until(seen)
    assert await persistence.list_rooms() == list((await persistence.get_room_graph()).rooms.values())
