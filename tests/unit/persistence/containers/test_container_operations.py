"""Containers are created, found by where they are, changed with a version, and deleted when they are empty."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import asyncpg
import pytest

from persistence.containers.models import Container, ContainerKind, LockState
from persistence.errors import DuplicateError, NotFoundError, SchemaError, StaleDataError, ValidationError
from persistence.inventory.models import Item, NotEmptyError, Place
from persistence.layer import AsyncPersistenceLayer
from persistence.players.models import Player
from tests.unit.persistence.server_activity import wait_for_blocked_session


@pytest.mark.asyncio
async def test_a_created_container_comes_back_whole(persistence: AsyncPersistenceLayer, player: Player) -> None:
    corpse = replace(
        Container.new(ContainerKind.CORPSE, capacity=30, entity_id=player.id),
        lock_state=LockState.SEALED,
        allowed_roles=("priest", "o'clock"),
        decays_at=datetime(2027, 1, 1, 12, tzinfo=UTC),
    )

    created = await persistence.create_container(corpse)

    assert created == replace(corpse, version=1)
    assert await persistence.get_container(corpse.id) == created
    assert await persistence.get_container(uuid4()) is None


@pytest.mark.asyncio
async def test_containers_are_found_by_room_and_by_entity(
    persistence: AsyncPersistenceLayer, chest: Container, player: Player
) -> None:
    bag = await persistence.create_container(Container.new(ContainerKind.EQUIPMENT, capacity=5, entity_id=player.id))

    assert await persistence.get_containers_by_room_id("harbour/quay") == [chest]
    assert await persistence.get_containers_by_room_id("harbour/loft") == []
    assert await persistence.get_containers_by_entity_id(player.id) == [bag]
    assert await persistence.get_containers_by_entity_id(uuid4()) == []


@pytest.mark.asyncio
async def test_those_of_one_room_or_entity_are_by_id(persistence: AsyncPersistenceLayer, player: Player) -> None:
    new = [Container.new(ContainerKind.CORPSE, capacity=5, room_id="harbour/quay") for _ in range(8)]
    new += [replace(container, id=uuid4(), room_id=None, entity_id=player.id) for container in new]
    made = sorted([await persistence.create_container(container) for container in new], key=lambda made: made.id)

    assert await persistence.get_containers_by_room_id("harbour/quay") == [one for one in made if one.room_id]
    assert await persistence.get_containers_by_entity_id(player.id) == [one for one in made if one.entity_id]


@pytest.mark.asyncio
async def test_the_decayed_come_by_their_time(persistence: AsyncPersistenceLayer, chest: Container) -> None:
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    corpses = [
        replace(
            Container.new(ContainerKind.CORPSE, capacity=9, room_id="z/a"), decays_at=noon + timedelta(minutes=minute)
        )
        for minute in (2, 0, 1)
    ]
    late, first, second = [await persistence.create_container(corpse) for corpse in corpses]

    assert await persistence.get_decayed_containers(noon + timedelta(minutes=1)) == [first, second]
    assert await persistence.get_decayed_containers(noon + timedelta(minutes=1), limit=1) == [first]
    assert await persistence.get_decayed_containers() == [first, second, late]
    assert await persistence.get_decayed_containers(noon - timedelta(minutes=1)) == []


@pytest.mark.asyncio
async def test_those_that_decay_at_the_same_time_come_by_id(persistence: AsyncPersistenceLayer) -> None:
    corpse = Container.new(ContainerKind.CORPSE, capacity=9, room_id="z/a")
    for number in (2, 1, 3):
        await persistence.create_container(
            replace(corpse, id=UUID(int=number), decays_at=datetime(2026, 1, 1, tzinfo=UTC))
        )

    assert [found.id.int for found in await persistence.get_decayed_containers()] == [1, 2, 3]


@pytest.mark.asyncio
async def test_an_update_saves_every_attribute_and_counts_the_version_up(
    persistence: AsyncPersistenceLayer, chest: Container
) -> None:
    moved = replace(chest, kind=ContainerKind.CORPSE, room_id=None, entity_id=uuid4(), capacity=7)
    locked = replace(moved, lock_state=LockState.LOCKED, allowed_roles=("keeper",))
    other = replace(locked, decays_at=datetime(2027, 1, 1, 12, tzinfo=UTC))

    updated = await persistence.update_container(other)

    assert updated == replace(other, version=2)
    assert await persistence.get_container(chest.id) == updated


@pytest.mark.asyncio
async def test_of_concurrent_updates_one_wins(persistence: AsyncPersistenceLayer, chest: Container) -> None:
    rivals = [replace(chest, capacity=capacity) for capacity in range(3, 13)]

    results = await asyncio.gather(*map(persistence.update_container, rivals), return_exceptions=True)

    assert sum(isinstance(result, Container) for result in results) == 1
    stale = [result for result in results if isinstance(result, StaleDataError)]
    assert len(stale) == 9
    assert (stale[0].expected, stale[0].found) == (1, 2)


@pytest.mark.asyncio
async def test_an_unknown_container_is_not_updated(persistence: AsyncPersistenceLayer, chest: Container) -> None:
    with pytest.raises(NotFoundError, match="there is no container"):
        await persistence.update_container(replace(chest, id=uuid4()))


@pytest.mark.asyncio
async def test_a_container_is_created_once(persistence: AsyncPersistenceLayer, chest: Container) -> None:
    with pytest.raises(DuplicateError):
        await persistence.create_container(replace(chest, version=0))
    with pytest.raises(ValidationError, match="version must be 0"):
        await persistence.create_container(chest)


@pytest.mark.asyncio
async def test_only_an_empty_container_is_deleted(persistence: AsyncPersistenceLayer, chest: Container) -> None:
    coin = await persistence.create_item_instance(Item.new("coin", Place.in_container(chest.id)))

    with pytest.raises(NotEmptyError):
        await persistence.delete_container(chest.id)
    assert await persistence.get_container(chest.id) == chest

    await persistence.move_item(coin.id, Place.in_room("harbour/quay"))
    assert await persistence.delete_container(chest.id) is True
    assert await persistence.delete_container(chest.id) is False


@pytest.mark.asyncio
async def test_nothing_falls_into_a_container_that_is_being_deleted(
    persistence: AsyncPersistenceLayer, chest: Container
) -> None:
    coins = [await persistence.create_item_instance(Item.new("coin", Place.in_room("z/a"))) for _ in range(8)]

    moves = [persistence.move_item(coin.id, Place.in_container(chest.id)) for coin in coins[:2]]
    deleted, *moved = await asyncio.gather(persistence.delete_container(chest.id), *moves, return_exceptions=True)

    inside = await persistence.list_items(Place.in_container(chest.id))
    assert len(inside) + len(await persistence.list_items(Place.in_room("z/a"))) == 8
    assert (deleted is True) == (await persistence.get_container(chest.id) is None) == (not inside)
    assert all(isinstance(result, Item | NotFoundError) for result in moved)


@pytest.mark.asyncio
async def test_a_container_into_which_something_is_being_put_is_not_deleted(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection, chest: Container
) -> None:
    async with persistence.transaction() as tx:
        coin = await tx.create_item_instance(Item.new("coin", Place.in_container(chest.id)))
        deletion = asyncio.ensure_future(persistence.delete_container(chest.id))
        await wait_for_blocked_session(observer)

    with pytest.raises(NotEmptyError):
        await deletion
    assert await persistence.list_items(Place.in_container(chest.id)) == [coin]


@pytest.mark.asyncio
async def test_a_container_that_is_being_emptied_is_deleted_afterwards(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection, chest: Container
) -> None:
    coin = await persistence.create_item_instance(Item.new("coin", Place.in_container(chest.id)))

    async with persistence.transaction() as tx:
        await tx.move_item(coin.id, Place.in_room("z/a"))
        deletion = asyncio.ensure_future(persistence.delete_container(chest.id))
        await wait_for_blocked_session(observer)

    assert await deletion is True
    assert await persistence.get_container(chest.id) is None


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"capacity": 0}, "capacity"),
        ({"capacity": 1_001}, "capacity"),
        ({"room_id": None}, "room_id"),
        ({"entity_id": uuid4()}, "room_id"),
        ({"room_id": "quay"}, "room_id"),
        ({"room_id": None, "entity_id": "x"}, "entity_id"),
        ({"kind": "corpse"}, "kind"),
        ({"lock_state": "open"}, "lock_state"),
        ({"allowed_roles": ("",)}, "allowed_roles"),
        ({"allowed_roles": tuple(map(str, range(33)))}, "allowed_roles"),
        ({"decays_at": datetime(2026, 1, 1)}, "decays_at"),  # noqa: DTZ001 - the fault under test
    ],
)
async def test_a_value_that_breaks_a_rule_is_refused(
    persistence: AsyncPersistenceLayer, change: dict[str, object], field: str
) -> None:
    container = Container.new(ContainerKind.ENVIRONMENT, capacity=5, room_id="z/a")

    with pytest.raises(ValidationError) as refused:
        await persistence.create_container(replace(container, **change))  # type: ignore[arg-type]

    assert refused.value.field == field


@pytest.mark.asyncio
async def test_what_only_a_newer_version_knows_is_told_as_such(
    persistence: AsyncPersistenceLayer, chest: Container, observer: asyncpg.Connection
) -> None:
    await observer.execute("UPDATE containers SET kind = 'vault'")

    with pytest.raises(SchemaError, match="the ContainerKind 'vault', which this version does not know"):
        await persistence.get_container(chest.id)
