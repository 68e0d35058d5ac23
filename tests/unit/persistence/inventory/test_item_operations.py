"""Items are created in a place, move between places, and are in exactly one."""

import asyncio
from dataclasses import replace
from uuid import uuid4

import pytest

from persistence.containers.models import Container, ContainerKind
from persistence.errors import DuplicateError, NotFoundError, StaleDataError, ValidationError
from persistence.inventory.models import CapacityError, Item, ItemPrototype, Place
from persistence.layer import AsyncPersistenceLayer
from persistence.players.models import Player

GROUND = Place.in_room("harbour/quay")


@pytest.mark.asyncio
async def test_prototypes_are_saved_over_their_former_selves(
    persistence: AsyncPersistenceLayer, prototypes: list[ItemPrototype]
) -> None:
    assert await persistence.get_item_prototypes() == prototypes

    gold = replace(prototypes[0], name="a gold coin", max_stack=5, slot="ear")
    await persistence.save_item_prototypes([gold])

    assert await persistence.get_item_prototypes() == [gold, prototypes[1]]


@pytest.mark.asyncio
async def test_prototypes_keep_to_rules(persistence: AsyncPersistenceLayer) -> None:
    coin = ItemPrototype("coin", "a coin")

    with pytest.raises(ValidationError, match="prototypes must be different"):
        await persistence.save_item_prototypes([coin, coin])
    with pytest.raises(ValidationError, match="max_stack must be from 1"):
        await persistence.save_item_prototypes([replace(coin, max_stack=0)])
    with pytest.raises(ValidationError, match="slot must not be empty"):
        await persistence.save_item_prototypes([replace(coin, slot="")])


@pytest.mark.asyncio
async def test_a_created_item_is_where_it_was_created(
    persistence: AsyncPersistenceLayer, chest: Container, player: Player
) -> None:
    places = [GROUND, Place.in_container(chest.id), Place.with_player(player.id)]

    items = [await persistence.create_item_instance(Item.new("coin", place, quantity=3)) for place in places]

    for item, place in zip(items, places, strict=True):
        assert (item.place, item.quantity) == (place, 3)
        assert await persistence.get_item(item.id) == item
        assert await persistence.list_items(place) == [item]
        assert await persistence.item_instance_exists(item.id)
    assert not await persistence.item_instance_exists(uuid4())


@pytest.mark.asyncio
async def test_the_items_of_a_place_are_by_id(
    persistence: AsyncPersistenceLayer, prototypes: list[ItemPrototype], player: Player
) -> None:
    chest = await persistence.create_container(Container.new(ContainerKind.CORPSE, capacity=8, room_id="z/a"))

    for place in (GROUND, Place.in_container(chest.id), Place.with_player(player.id)):
        made = [await persistence.create_item_instance(Item.new("coin", place)) for _ in range(8)]
        assert await persistence.list_items(place) == sorted(made, key=lambda item: item.id)


@pytest.mark.asyncio
@pytest.mark.parametrize("method", ["create_item_instance", "ensure_item_instance"])
async def test_what_cannot_be_is_not_created(
    persistence: AsyncPersistenceLayer, chest: Container, player: Player, method: str
) -> None:
    create, box = getattr(persistence, method), Place.in_container(chest.id)
    inside = [await create(Item.new("coin", box)) for _ in range(chest.capacity)]

    with pytest.raises(CapacityError):
        await create(Item.new("coin", box))
    with pytest.raises(NotFoundError, match="there is no item_prototype unicorn"):
        await create(Item.new("unicorn", GROUND))
    with pytest.raises(NotFoundError, match="there is no container"):
        await create(Item.new("coin", Place.in_container(uuid4())))
    with pytest.raises(NotFoundError, match="there is no player"):
        await create(Item.new("coin", Place.with_player(uuid4())))
    with pytest.raises(ValidationError, match="quantity must be at most 100"):
        await create(Item.new("coin", GROUND, quantity=101))
    with pytest.raises(ValidationError, match="slot must be head, where hat is worn"):
        await create(Item.new("hat", Place.with_player(player.id), slot="foot"))
    with pytest.raises(ValidationError, match="slot must be None except with a player"):
        await create(Item.new("hat", GROUND, slot="head"))

    assert await persistence.list_items(GROUND) == await persistence.list_items(Place.with_player(player.id)) == []
    assert await persistence.list_items(box) == sorted(inside, key=lambda item: item.id)


@pytest.mark.asyncio
async def test_an_item_is_created_once(persistence: AsyncPersistenceLayer, prototypes: list[ItemPrototype]) -> None:
    coin = await persistence.create_item_instance(Item.new("coin", GROUND))

    with pytest.raises(DuplicateError) as refused:
        await persistence.create_item_instance(coin)

    assert (refused.value.entity, refused.value.field) == ("item", "id")


@pytest.mark.asyncio
async def test_ensuring_creates_once(persistence: AsyncPersistenceLayer, chest: Container) -> None:
    coin = Item.new("coin", GROUND, quantity=7)

    ensured = await asyncio.gather(*(persistence.ensure_item_instance(coin) for _ in range(10)))
    moved = await persistence.move_item(coin.id, Place.in_container(chest.id))

    assert ensured == [coin] * 10
    assert await persistence.ensure_item_instance(coin) == moved


@pytest.mark.asyncio
async def test_an_item_moves_from_place_to_place(
    persistence: AsyncPersistenceLayer, chest: Container, player: Player
) -> None:
    hat = await persistence.create_item_instance(Item.new("hat", GROUND))
    worn_by_player = Place.with_player(player.id)

    worn = await persistence.move_item(hat.id, worn_by_player, source=GROUND, slot="head")
    carried = await persistence.move_item(hat.id, worn_by_player)
    stored = await persistence.move_item(hat.id, Place.in_container(chest.id))

    assert worn == replace(hat, place=worn_by_player, slot="head")
    assert carried == replace(hat, place=worn_by_player)
    assert stored == replace(hat, place=Place.in_container(chest.id))
    assert await persistence.list_items(worn_by_player) == await persistence.list_items(GROUND) == []


@pytest.mark.asyncio
async def test_of_many_who_take_one_item_one_gets_it(persistence: AsyncPersistenceLayer, chest: Container) -> None:
    coin = await persistence.create_item_instance(Item.new("coin", GROUND))
    takers = [Place.in_room(f"harbour/taker-{number}") for number in range(20)]

    results = await asyncio.gather(
        *(persistence.move_item(coin.id, taker, source=GROUND) for taker in takers), return_exceptions=True
    )

    assert sum(isinstance(result, Item) for result in results) == 1
    assert sum(isinstance(result, StaleDataError) for result in results) == 19


@pytest.mark.asyncio
async def test_a_part_of_a_stack_moves_as_a_new_item(persistence: AsyncPersistenceLayer, chest: Container) -> None:
    coins = await persistence.create_item_instance(Item.new("coin", GROUND, quantity=10))

    part = await persistence.move_item(coins.id, Place.in_container(chest.id), quantity=3)
    rest = await persistence.get_item(coins.id)

    assert part.id != coins.id
    assert (part.quantity, part.place) == (3, Place.in_container(chest.id))
    assert rest == replace(coins, quantity=7)
    with pytest.raises(ValidationError, match="quantity must be at most 7"):
        await persistence.move_item(coins.id, Place.in_container(chest.id), quantity=8)
    whole = await persistence.move_item(coins.id, Place.in_container(chest.id), quantity=7)
    assert whole.id == coins.id


@pytest.mark.asyncio
async def test_a_container_is_never_overfilled(persistence: AsyncPersistenceLayer, chest: Container) -> None:
    coins = [await persistence.create_item_instance(Item.new("coin", GROUND)) for _ in range(8)]

    results = await asyncio.gather(
        *(persistence.move_item(coin.id, Place.in_container(chest.id)) for coin in coins), return_exceptions=True
    )

    assert sum(isinstance(result, Item) for result in results) == 2
    full = [result for result in results if isinstance(result, CapacityError)]
    assert (len(full), full[0].capacity) == (6, 2)
    assert len(await persistence.list_items(Place.in_container(chest.id))) == 2


@pytest.mark.asyncio
async def test_crossing_moves_wait_for_each_other_and_both_happen(
    persistence: AsyncPersistenceLayer, chest: Container, player: Player
) -> None:
    box, hands = Place.in_container(chest.id), Place.with_player(player.id)
    for _ in range(10):
        stored = await persistence.create_item_instance(Item.new("coin", box))
        carried = await persistence.create_item_instance(Item.new("coin", hands))

        await asyncio.gather(persistence.move_item(stored.id, hands), persistence.move_item(carried.id, box))

        assert await persistence.list_items(box) == [replace(carried, place=box)]
        assert await persistence.list_items(hands) == [replace(stored, place=hands)]
        for item in (stored, carried):
            await persistence.delete_item(item.id)


@pytest.mark.asyncio
async def test_a_slot_holds_one_item(persistence: AsyncPersistenceLayer, player: Player, chest: Container) -> None:
    hands = Place.with_player(player.id)
    await persistence.create_item_instance(Item.new("hat", hands, slot="head"))
    second = await persistence.create_item_instance(Item.new("hat", hands))

    with pytest.raises(DuplicateError) as refused:
        await persistence.move_item(second.id, hands, slot="head")

    assert (refused.value.entity, refused.value.field) == ("item", "slot")
    with pytest.raises(ValidationError, match="slot must be None"):
        await persistence.move_item(second.id, GROUND, slot="head")


@pytest.mark.asyncio
async def test_an_item_is_worn_where_its_kind_is_worn(
    persistence: AsyncPersistenceLayer, player: Player, prototypes: list[ItemPrototype]
) -> None:
    hat = await persistence.create_item_instance(Item.new("hat", GROUND))

    with pytest.raises(ValidationError, match="slot must be head, where hat is worn"):
        await persistence.move_item(hat.id, Place.with_player(player.id), slot="foot")

    assert await persistence.get_item(hat.id) == hat


@pytest.mark.asyncio
async def test_an_item_is_deleted_whole_or_in_part(persistence: AsyncPersistenceLayer, chest: Container) -> None:
    coins = await persistence.create_item_instance(Item.new("coin", GROUND, quantity=10))

    assert await persistence.delete_item(coins.id, quantity=4) is True
    assert await persistence.get_item(coins.id) == replace(coins, quantity=6)
    with pytest.raises(ValidationError, match="quantity must be at most 6"):
        await persistence.delete_item(coins.id, quantity=7)
    assert await persistence.delete_item(coins.id) is True
    assert await persistence.delete_item(coins.id) is False


@pytest.mark.asyncio
async def test_what_a_deleted_player_had_can_be_taken_but_nothing_given(
    persistence: AsyncPersistenceLayer, player: Player, chest: Container
) -> None:
    coin = await persistence.create_item_instance(Item.new("coin", Place.with_player(player.id)))
    await persistence.delete_player(player.id)

    with pytest.raises(NotFoundError, match="there is no player"):
        await persistence.move_item(coin.id, Place.with_player(player.id), slot="head")
    assert (await persistence.move_item(coin.id, GROUND)).place == GROUND
    with pytest.raises(NotFoundError, match="there is no player"):
        await persistence.move_item(coin.id, Place.with_player(player.id))


@pytest.mark.asyncio
async def test_unknown_items_and_wrong_arguments_are_named(
    persistence: AsyncPersistenceLayer, chest: Container
) -> None:
    assert await persistence.get_item(uuid4()) is None
    with pytest.raises(NotFoundError, match="there is no item"):
        await persistence.move_item(uuid4(), GROUND)
    with pytest.raises(ValidationError, match="to must be a UUID"):
        await persistence.move_item(uuid4(), Place.with_player("x"))  # type: ignore[arg-type]
    with pytest.raises(ValidationError, match="quantity must be from 1"):
        await persistence.move_item(uuid4(), GROUND, quantity=0)
    with pytest.raises(ValidationError, match="quantity must be from 1"):
        await persistence.delete_item(uuid4(), quantity=0)


@pytest.mark.asyncio
async def test_a_stack_is_not_split_inside_a_place_that_is_full(persistence: AsyncPersistenceLayer) -> None:
    await persistence.save_item_prototypes([ItemPrototype("coin", "a coin", 100)])
    chest = await persistence.create_container(Container.new(ContainerKind.CORPSE, capacity=2, room_id="z/a"))
    inside = Place.in_container(chest.id)
    coins = await persistence.create_item_instance(Item.new("coin", inside, quantity=5))
    part = await persistence.move_item(coins.id, inside, quantity=2)
    split = await persistence.list_items(inside)

    with pytest.raises(CapacityError):
        await persistence.move_item(coins.id, inside, quantity=1)

    assert await persistence.list_items(inside) == split
    assert await persistence.move_item(part.id, inside) == part
