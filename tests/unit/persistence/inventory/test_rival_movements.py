"""Movements at the same time wait for each other, whoever makes them: nothing else than locks is between them."""

import asyncio
from dataclasses import replace
from uuid import uuid4

import asyncpg
import pytest

from persistence.containers.models import Container, ContainerKind
from persistence.errors import NotFoundError, StaleDataError
from persistence.inventory.models import CapacityError, Item, ItemPrototype, Place
from persistence.layer import AsyncPersistenceLayer
from tests.unit.persistence.server_activity import wait_for_blocked_session, wait_for_blocked_sessions

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
async def test_an_item_taken_out_of_what_is_then_deleted_is_not_called_gone(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection, chest: Container
) -> None:
    """As from a corpse that decays: who deletes or moves the item just then is told where it is."""
    coin = await persistence.create_item_instance(Item.new("coin", Place.in_container(chest.id)))
    key = uuid4()

    async with persistence.transaction() as tx:
        await tx.move_item(coin.id, GROUND)
        await tx.delete_container(chest.id)
        deleting = asyncio.ensure_future(persistence.delete_item(coin.id, operation_id=key))
        moving = asyncio.ensure_future(persistence.move_item(coin.id, LOFT))
        await wait_for_blocked_sessions(observer, 2)

    for late in (deleting, moving):
        with pytest.raises(StaleDataError, match=f"expected container {chest.id}, found room harbour/quay"):
            await late
    assert await persistence.get_item(coin.id) == replace(coin, place=GROUND)
    assert await persistence.delete_item(coin.id, operation_id=key) is True


@pytest.mark.asyncio
async def test_an_item_deleted_with_the_container_that_it_was_in_is_gone(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection, chest: Container
) -> None:
    coin = await persistence.create_item_instance(Item.new("coin", Place.in_container(chest.id)))

    async with persistence.transaction() as tx:
        await tx.delete_item(coin.id)
        await tx.delete_container(chest.id)
        deleting = asyncio.ensure_future(persistence.delete_item(coin.id))
        moving = asyncio.ensure_future(persistence.move_item(coin.id, LOFT))
        await wait_for_blocked_sessions(observer, 2)

    assert await deleting is False
    with pytest.raises(NotFoundError, match=f"there is no item {coin.id}"):
        await moving


@pytest.mark.asyncio
async def test_an_item_that_fills_its_place_is_ensured_by_many_at_once(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection, chest: Container
) -> None:
    box = Place.in_container(chest.id)
    await persistence.create_item_instance(Item.new("coin", box))
    last = Item.new("coin", box)

    async with persistence.transaction() as tx:
        await tx.ensure_item_instance(last)
        late = [asyncio.ensure_future(persistence.ensure_item_instance(last)) for _ in range(3)]
        await wait_for_blocked_sessions(observer, 3)

    assert await asyncio.gather(*late) == [last] * 3
    with pytest.raises(CapacityError):
        await persistence.ensure_item_instance(Item.new("coin", box))


@pytest.mark.asyncio
async def test_an_item_that_was_ensured_and_moved_on_is_found_where_it_is(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection, chest: Container
) -> None:
    """Also when the place in which it was to be ensured is there no more."""
    coin = Item.new("coin", Place.in_container(chest.id))

    async with persistence.transaction() as tx:
        await tx.ensure_item_instance(coin)
        await tx.move_item(coin.id, GROUND)
        await tx.delete_container(chest.id)
        late = asyncio.ensure_future(persistence.ensure_item_instance(coin))
        await wait_for_blocked_session(observer)

    assert await late == replace(coin, place=GROUND)


@pytest.mark.asyncio
async def test_an_item_that_a_rival_created_elsewhere_and_deleted_is_created_after_all(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection, prototypes: list[ItemPrototype]
) -> None:
    """The deletion strikes between two statements of the call, which a trigger of the test's database sees to."""
    coin = Item.new("coin", GROUND)
    await observer.execute("CREATE SEQUENCE creations")
    await observer.execute("""
        CREATE FUNCTION rival_deletes() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN IF nextval('creations') = 2 THEN DELETE FROM items; END IF; RETURN NULL; END $$
    """)
    await observer.execute("CREATE TRIGGER rival AFTER INSERT ON items EXECUTE FUNCTION rival_deletes()")

    async with observer.transaction():
        await observer.execute(
            "INSERT INTO items (id, prototype_id, quantity, room_id) VALUES ($1, 'coin', 1, 'harbour/sky')", coin.id
        )
        ensuring = asyncio.ensure_future(persistence.ensure_item_instance(coin))
        await wait_for_blocked_session(observer)

    assert await ensuring == coin
    assert await persistence.get_item(coin.id) == coin
    assert await observer.fetchval("SELECT last_value FROM creations") == 3


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
