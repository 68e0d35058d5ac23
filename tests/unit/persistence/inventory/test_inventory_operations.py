"""A whole inventory is loaded, checked and saved at once."""

import asyncio
from dataclasses import replace
from uuid import uuid4

import pytest

from persistence.containers.models import Container
from persistence.errors import NotFoundError, StaleDataError, ValidationError
from persistence.inventory.models import Inventory, InventoryError, Item, ItemPrototype, Place
from persistence.layer import AsyncPersistenceLayer
from persistence.players.models import Player


def things(player: Player, *kinds: str) -> tuple[Item, ...]:
    """New items of the kinds, with the player, by id."""
    items = [Item.new(kind, Place.with_player(player.id)) for kind in kinds]
    return tuple(sorted(items, key=lambda item: item.id))


@pytest.mark.asyncio
async def test_a_new_player_carries_nothing(persistence: AsyncPersistenceLayer, player: Player) -> None:
    assert await persistence.load_inventory(player.id) == Inventory(player.id, (), capacity=20, version=0)


@pytest.mark.asyncio
async def test_what_is_saved_is_loaded(
    persistence: AsyncPersistenceLayer, player: Player, prototypes: list[ItemPrototype]
) -> None:
    empty = await persistence.load_inventory(player.id)
    hat, coins = things(player, "hat", "coin")
    if hat.prototype_id == "coin":
        hat, coins = coins, hat

    saved = await persistence.save_inventory(
        replace(empty, items=(replace(hat, slot="head"), replace(coins, quantity=40)))
    )

    assert saved.version == 1
    assert {item.prototype_id: (item.quantity, item.slot) for item in saved.items} == {
        "hat": (1, "head"),
        "coin": (40, None),
    }
    assert await persistence.load_inventory(player.id) == saved


@pytest.mark.asyncio
async def test_a_save_deletes_what_is_missing_and_changes_the_rest(
    persistence: AsyncPersistenceLayer, player: Player, prototypes: list[ItemPrototype]
) -> None:
    empty = await persistence.load_inventory(player.id)
    first, second = things(player, "hat", "hat")
    saved = await persistence.save_inventory(replace(empty, items=(replace(first, slot="head"), second)))

    changed = await persistence.save_inventory(replace(saved, items=(first, replace(second, slot="head"))))
    only = await persistence.save_inventory(replace(changed, items=(first,)))

    assert changed.items == (first, replace(second, slot="head"))
    assert only.items == (first,)
    assert await persistence.get_item(second.id) is None


@pytest.mark.asyncio
async def test_an_item_becomes_another_kind_and_keeps_its_id(
    persistence: AsyncPersistenceLayer, player: Player, prototypes: list[ItemPrototype]
) -> None:
    [coin] = things(player, "coin")
    saved = await persistence.save_inventory(replace(await persistence.load_inventory(player.id), items=(coin,)))
    hat = replace(coin, prototype_id="hat")

    await persistence.save_inventory(replace(saved, items=(hat,)))

    assert await persistence.get_item(coin.id) == hat


@pytest.mark.asyncio
async def test_a_save_after_anything_changed_is_refused(
    persistence: AsyncPersistenceLayer, player: Player, prototypes: list[ItemPrototype]
) -> None:
    seen = await persistence.load_inventory(player.id)
    given = await persistence.create_item_instance(*things(player, "coin"))

    with pytest.raises(StaleDataError, match=r"inventory .* has changed: expected 0, found 1"):
        await persistence.save_inventory(seen)

    assert await persistence.get_item(given.id) == given


@pytest.mark.asyncio
async def test_of_concurrent_saves_one_wins(
    persistence: AsyncPersistenceLayer, player: Player, prototypes: list[ItemPrototype]
) -> None:
    empty = await persistence.load_inventory(player.id)
    rivals = [replace(empty, items=things(player, "coin")) for _ in range(10)]

    results = await asyncio.gather(*map(persistence.save_inventory, rivals), return_exceptions=True)

    [winner] = [result for result in results if isinstance(result, Inventory)]
    assert sum(isinstance(result, StaleDataError) for result in results) == 9
    assert await persistence.load_inventory(player.id) == winner


@pytest.mark.asyncio
async def test_an_item_that_is_elsewhere_cannot_be_claimed(
    persistence: AsyncPersistenceLayer, player: Player, chest: Container
) -> None:
    stored = await persistence.create_item_instance(Item.new("coin", Place.in_container(chest.id)))
    seen = await persistence.load_inventory(player.id)
    claimed = replace(stored, place=Place.with_player(player.id))

    with pytest.raises(StaleDataError, match=f"expected player {player.id}, found container {chest.id}"):
        await persistence.save_inventory(replace(seen, items=(claimed,)))

    assert await persistence.get_item(stored.id) == stored
    assert await persistence.load_inventory(player.id) == seen


@pytest.mark.asyncio
async def test_all_problems_are_found_and_none_is_saved(
    persistence: AsyncPersistenceLayer, player: Player, prototypes: list[ItemPrototype]
) -> None:
    empty = await persistence.load_inventory(player.id)
    hat, other_hat, coins, unicorn, stray = things(player, "hat", "hat", "coin", "unicorn", "coin")
    by_kind = sorted((hat, other_hat, coins, unicorn, stray), key=lambda item: item.prototype_id)
    coins, stray, hat, other_hat, unicorn = by_kind
    items = (
        replace(hat, slot="head"),
        replace(other_hat, slot="head"),
        replace(coins, quantity=101),
        unicorn,
        replace(stray, place=Place.in_room("z/a")),
        coins,
        *things(player, *["coin"] * 15),
    )
    broken = replace(empty, items=items)

    problems = await persistence.validate_inventory(broken)
    with pytest.raises(InventoryError) as refused:
        await persistence.save_inventory(broken)

    assert problems == refused.value.problems
    assert problems[:3] == [
        "21 items are more than the capacity of 20",
        "an item occurs twice",
        "slot head is used twice",
    ]
    assert f"item {coins.id} is a stack of 101, more than 100" in problems
    assert f"item {unicorn.id} has the unknown prototype 'unicorn'" in problems
    assert f"item {stray.id} is not with the player: room z/a" in problems
    assert await persistence.load_inventory(player.id) == empty


@pytest.mark.asyncio
async def test_a_slot_has_to_fit(
    persistence: AsyncPersistenceLayer, player: Player, prototypes: list[ItemPrototype]
) -> None:
    [coin] = things(player, "coin")
    inventory = replace(await persistence.load_inventory(player.id), items=(replace(coin, slot="head"),))

    assert await persistence.validate_inventory(inventory) == [f"item {coin.id} does not fit slot head"]
    assert await persistence.validate_inventory(replace(inventory, items=())) == []


@pytest.mark.asyncio
async def test_a_payload_that_is_not_what_it_claims_is_refused(
    persistence: AsyncPersistenceLayer, player: Player
) -> None:
    empty = await persistence.load_inventory(player.id)
    [coin] = things(player, "coin")

    for items, field in (
        (({"id": "x"},), "items"),
        ((replace(coin, quantity=0),), "quantity"),
        ((replace(coin, quantity="many"),), "quantity"),  # type: ignore[arg-type]
        ((replace(coin, prototype_id="\x00"),), "prototype_id"),
    ):
        with pytest.raises(ValidationError) as refused:
            await persistence.save_inventory(replace(empty, items=items))  # type: ignore[arg-type]
        assert refused.value.field == field


@pytest.mark.asyncio
async def test_an_inventory_has_a_bound_whatever_its_capacity(
    persistence: AsyncPersistenceLayer, player: Player, prototypes: list[ItemPrototype]
) -> None:
    empty = await persistence.load_inventory(player.id)
    huge = replace(empty, items=things(player, *["hat"] * 1_001), capacity=2_000)

    for call in (persistence.save_inventory, persistence.validate_inventory):
        with pytest.raises(ValidationError, match="be at most 1000 items"):
            await call(huge)
    assert await persistence.load_inventory(player.id) == empty


@pytest.mark.asyncio
async def test_an_unknown_player_has_no_inventory(persistence: AsyncPersistenceLayer) -> None:
    nobody = uuid4()

    with pytest.raises(NotFoundError):
        await persistence.load_inventory(nobody)
    with pytest.raises(NotFoundError):
        await persistence.save_inventory(Inventory(nobody, (), 20, 0))
