"""Movements at the same time wait for each other, whoever makes them: nothing else than locks is between them."""

import asyncio
from dataclasses import replace

import asyncpg
import pytest

from persistence.containers.models import Container, ContainerKind
from persistence.errors import NotFoundError, StaleDataError
from persistence.inventory.models import CapacityError, Item, ItemPrototype, Place
from persistence.layer import AsyncPersistenceLayer
from tests.unit.persistence.server_activity import wait_for_blocked_session

# A room is nobody's row: what lies there is guarded by the item's own lock alone.
GROUND = Place.in_room("harbour/quay")
LOFT = Place.in_room("harbour/loft")


@pytest.mark.asyncio
async def test_an_item_that_somebody_else_is_taking_is_not_taken_again(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection, prototypes: list[ItemPrototype]
) -> None:
    coin = await persistence.create_item_instance(Item.new("coin", GROUND))

    async with observer.transaction():
        await observer.execute("UPDATE items SET room_id = 'harbour/sky'")
        taking = asyncio.ensure_future(persistence.move_item(coin.id, LOFT, source=GROUND))
        await wait_for_blocked_session(observer)

    with pytest.raises(StaleDataError):
        await taking
    assert await persistence.get_item(coin.id) == replace(coin, place=Place.in_room("harbour/sky"))


@pytest.mark.asyncio
async def test_no_part_is_taken_from_a_stack_that_is_being_deleted(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection, prototypes: list[ItemPrototype]
) -> None:
    coins = await persistence.create_item_instance(Item.new("coin", GROUND, quantity=10))

    async with observer.transaction():
        await observer.execute("DELETE FROM items")
        taking = asyncio.ensure_future(persistence.move_item(coins.id, LOFT, quantity=3))
        await wait_for_blocked_session(observer)

    with pytest.raises(NotFoundError):
        await taking
    assert await persistence.list_items(LOFT) == []


@pytest.mark.asyncio
async def test_the_last_room_in_a_container_is_given_once(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection, chest: Container
) -> None:
    box = Place.in_container(chest.id)
    _, last, late = [await persistence.create_item_instance(Item.new("coin", place)) for place in (box, GROUND, GROUND)]

    async with persistence.transaction() as tx:
        await tx.move_item(last.id, box)
        coming = asyncio.ensure_future(persistence.move_item(late.id, box))
        await wait_for_blocked_session(observer)

    with pytest.raises(CapacityError):
        await coming
    assert await persistence.list_items(GROUND) == [late]


@pytest.mark.asyncio
@pytest.mark.parametrize("forth", [True, False], ids=["forth", "back"])
async def test_owners_are_locked_in_one_order_whichever_way_an_item_moves(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection, chest: Container, forth: bool
) -> None:
    """So two that cross wait for each other, but never in turn. A deadlock would cost time only."""
    other = await persistence.create_container(Container.new(ContainerKind.CORPSE, capacity=2, room_id="harbour/loft"))
    first, last = sorted((chest.id, other.id), key=str)
    source, target = (first, last) if forth else (last, first)
    coin = await persistence.create_item_instance(Item.new("coin", Place.in_container(source)))

    async with observer.transaction():
        await observer.execute("SELECT FROM containers WHERE id = $1 FOR UPDATE", last)
        moving = asyncio.ensure_future(persistence.move_item(coin.id, Place.in_container(target)))
        await wait_for_blocked_session(observer)
        free = await observer.fetch("SELECT id FROM containers FOR UPDATE SKIP LOCKED")
    await moving

    assert [row["id"] for row in free] == [last], "the first is locked before the last"
