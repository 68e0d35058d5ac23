"""A player and what it carries are saved in one statement, which comes to what a transaction of both comes to."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from uuid import uuid4

import asyncpg
import pytest
import pytest_asyncio

from persistence.accounts.models import Account
from persistence.containers.models import Container
from persistence.errors import (
    DuplicateError,
    NotFoundError,
    PersistenceError,
    StaleDataError,
    ValidationError,
)
from persistence.inventory.models import Inventory, InventoryError, Item, ItemPrototype, Place
from persistence.layer import AsyncPersistenceLayer
from persistence.players.models import Player
from tests.unit.persistence.server_activity import wait_for_blocked_session

Whole = tuple[Player, Inventory]


def coin(player: Player, quantity: int = 1) -> Item:
    return Item.new("coin", Place.with_player(player.id), quantity=quantity)


@pytest_asyncio.fixture
async def whole(persistence: AsyncPersistenceLayer, player: Player, prototypes: list[ItemPrototype]) -> Whole:
    """A player with a hat on its head and some coins."""
    hat = Item.new("hat", Place.with_player(player.id), slot="head")
    empty = await persistence.load_inventory(player.id)
    return player, await persistence.save_inventory(replace(empty, items=(hat, coin(player, 5))))


async def collect(call: Callable[[], Awaitable[object]]) -> object:
    """What came of a call: its result or its error."""
    try:
        return await call()
    except PersistenceError as error:
        return error


async def stored(persistence: AsyncPersistenceLayer, player: Player) -> tuple[Player | None, Inventory]:
    return await persistence.get_player_by_id(player.id), await persistence.load_inventory(player.id)


@pytest.mark.asyncio
async def test_both_are_saved_and_returned_as_they_are_stored(persistence: AsyncPersistenceLayer, whole: Whole) -> None:
    player, inventory = whole
    [hat] = [item for item in inventory.items if item.prototype_id == "hat"]
    new = coin(player, 7)

    saved = await persistence.save_player_with_inventory(
        replace(player, name="Grace", room_id="harbour/loft"), replace(inventory, items=(replace(hat, slot=None), new))
    )

    assert saved == await stored(persistence, player)
    assert (saved[0].name, saved[0].room_id, saved[0].version) == ("Grace", "harbour/loft", player.version + 1)
    assert set(saved[1].items) == {replace(hat, slot=None), new}
    assert saved[1].version == inventory.version + 1


@pytest.mark.asyncio
async def test_a_slot_passes_from_an_item_to_another_in_one_save(
    persistence: AsyncPersistenceLayer, whole: Whole
) -> None:
    player, inventory = whole
    [worn] = [item for item in inventory.items if item.slot]
    other = Item.new("hat", worn.place, slot="head")

    player, inventory = await persistence.save_player_with_inventory(
        player, replace(inventory, items=(replace(worn, slot=None), other))
    )
    assert {item.id: item.slot for item in inventory.items} == {worn.id: None, other.id: "head"}
    player, inventory = await persistence.save_player_with_inventory(
        player, replace(inventory, items=(worn, replace(other, slot=None)))
    )
    newest = Item.new("hat", worn.place, slot="head")
    saved = await persistence.save_player_with_inventory(player, replace(inventory, items=(newest,)))

    assert saved == await stored(persistence, player)
    assert saved[1].items == (newest,)


@pytest.mark.asyncio
async def test_an_item_changes_its_slot_and_its_quantity_in_one_save(
    persistence: AsyncPersistenceLayer, whole: Whole
) -> None:
    player, inventory = whole
    await persistence.save_item_prototypes([ItemPrototype("arrow", "an arrow", max_stack=50, slot="hand")])
    arrows = Item.new("arrow", Place.with_player(player.id), quantity=20, slot="hand")

    player, inventory = await persistence.save_player_with_inventory(player, replace(inventory, items=(arrows,)))
    fewer = replace(arrows, quantity=19, slot=None)
    saved = await persistence.save_player_with_inventory(player, replace(inventory, items=(fewer,)))

    assert saved == await stored(persistence, player)
    assert saved[1].items == (fewer,)


@pytest.mark.asyncio
async def test_a_new_player_is_saved_with_what_it_carries_or_not_at_all(
    persistence: AsyncPersistenceLayer, account: Account, prototypes: list[ItemPrototype]
) -> None:
    new = Player.new(user_id=account.id, name="Bea", room_id="z/a")
    carried = Inventory(new.id, (coin(new, 3),), capacity=20, version=0)

    for items in ((coin(new, 101),), carried.items * 2):
        with pytest.raises(InventoryError):
            await persistence.save_player_with_inventory(new, replace(carried, items=items))
        assert await persistence.get_player_by_id(new.id) is None
    saved = await persistence.save_player_with_inventory(new, carried)

    assert saved == await stored(persistence, new)
    assert saved == (replace(new, version=1), replace(carried, version=1))


@pytest.mark.asyncio
async def test_an_inventory_of_somebody_else_is_refused(persistence: AsyncPersistenceLayer, whole: Whole) -> None:
    player, inventory = whole

    with pytest.raises(ValidationError, match=f"inventory must be of player {player.id}"):
        await persistence.save_player_with_inventory(player, replace(inventory, player_id=uuid4()))
    with pytest.raises(ValidationError, match="room_id must"):
        await persistence.save_player_with_inventory(replace(player, room_id="\x00"), inventory)


# What keeps a whole player from being saved, and what it raises.
REFUSED: dict[str, tuple[type[PersistenceError], Callable[[Player, Inventory, Item], Whole]]] = {
    "an old version of the player": (StaleDataError, lambda p, i, elsewhere: (replace(p, version=7), i)),
    "an old version of the inventory": (StaleDataError, lambda p, i, elsewhere: (p, replace(i, version=7))),
    "an item that is elsewhere": (
        StaleDataError,
        lambda p, i, elsewhere: (p, replace(i, items=(replace(elsewhere, place=Place.with_player(p.id)),))),
    ),
    "a name that is taken": (DuplicateError, lambda p, i, elsewhere: (replace(p, name="Bea"), i)),
    "an unknown account": (NotFoundError, lambda p, i, elsewhere: (replace(p, user_id=uuid4()), i)),
    "an unknown player": (
        NotFoundError,
        lambda p, i, elsewhere: (replace(p, id=(key := uuid4())), replace(i, player_id=key, items=())),
    ),
    "too many items": (
        InventoryError,
        lambda p, i, elsewhere: (p, replace(i, items=tuple(coin(p) for _ in range(21)))),
    ),
    "a stack that is too large": (InventoryError, lambda p, i, elsewhere: (p, replace(i, items=(coin(p, 101),)))),
    "an unknown prototype": (
        InventoryError,
        lambda p, i, elsewhere: (p, replace(i, items=(replace(coin(p), prototype_id="unicorn"),))),
    ),
    "a slot that does not fit": (
        InventoryError,
        lambda p, i, elsewhere: (p, replace(i, items=(replace(coin(p), slot="head"),))),
    ),
    "a slot that is used twice": (
        InventoryError,
        lambda p, i, elsewhere: (
            p,
            replace(i, items=tuple(Item.new("hat", Place.with_player(p.id), slot="head") for _ in "ab")),
        ),
    ),
    "an item that occurs twice": (
        InventoryError,
        lambda p, i, elsewhere: (p, replace(i, items=(i.items[0], i.items[0]))),
    ),
    "an item that is said to be elsewhere": (
        InventoryError,
        lambda p, i, elsewhere: (p, replace(i, items=(replace(i.items[0], place=Place.in_room("z/a"), slot=None),))),
    ),
}


@pytest.mark.asyncio
@pytest.mark.parametrize("case", REFUSED)
async def test_what_is_refused_changes_nothing_and_says_why_as_in_a_transaction(
    persistence: AsyncPersistenceLayer, account: Account, whole: Whole, chest: Container, case: str
) -> None:
    elsewhere = await persistence.create_item_instance(Item.new("coin", Place.in_container(chest.id)))
    await persistence.save_player(Player.new(user_id=account.id, name="Bea", room_id="z/a"))
    kind, make = REFUSED[case]
    player, inventory = make(*whole, elsewhere)
    # Something of both would change, if it were let.
    player = replace(player, room_id="harbour/loft")

    async def in_a_transaction() -> None:
        async with persistence.transaction() as tx:
            await tx.save_player(player)
            await tx.save_inventory(inventory)

    with pytest.raises(kind) as of_both:
        await in_a_transaction()
    with pytest.raises(kind) as of_one:
        await persistence.save_player_with_inventory(player, inventory)
    async with persistence.transaction() as tx:
        with pytest.raises(kind):
            async with tx.transaction():
                await tx.save_player_with_inventory(player, inventory)

    assert str(of_one.value) == str(of_both.value)
    assert await stored(persistence, whole[0]) == whole
    assert await persistence.get_item(elsewhere.id) == elsewhere


@pytest.mark.asyncio
async def test_a_refusal_leaves_an_open_transaction_usable(persistence: AsyncPersistenceLayer, whole: Whole) -> None:
    player, inventory = whole
    async with persistence.transaction() as tx:
        with pytest.raises(InventoryError):
            await tx.save_player_with_inventory(player, replace(inventory, items=(coin(player, 101),)))
        saved = await tx.save_player_with_inventory(player, replace(inventory, items=()))

    assert saved == await stored(persistence, player)
    assert saved[1].items == ()


@pytest.mark.asyncio
async def test_of_concurrent_saves_one_wins_with_both_parts(persistence: AsyncPersistenceLayer, whole: Whole) -> None:
    player, inventory = whole
    rivals = [
        (replace(player, room_id=f"z/{number}"), replace(inventory, items=(coin(player, number + 1),)))
        for number in range(10)
    ]

    results = await asyncio.gather(
        *(persistence.save_player_with_inventory(*rival) for rival in rivals), return_exceptions=True
    )

    [winner] = [result for result in results if isinstance(result, tuple)]
    assert sum(isinstance(result, StaleDataError) for result in results) == 9
    assert await stored(persistence, player) == winner
    assert winner[0].room_id == f"z/{winner[1].items[0].quantity - 1}"


@pytest_asyncio.fixture
async def crowd(persistence: AsyncPersistenceLayer, account: Account, prototypes: list[ItemPrototype]) -> list[Whole]:
    """Players with a stack of coins each."""
    players = await persistence.save_players(
        [Player.new(user_id=account.id, name=f"P{number}", room_id="z/a") for number in range(30)]
    )
    empty = [await persistence.load_inventory(player.id) for player in players]
    full = [replace(inventory, items=(coin(player),)) for player, inventory in zip(players, empty, strict=True)]
    inventories = await asyncio.gather(*map(persistence.save_inventory, full))
    return list(zip(players, inventories, strict=True))


@pytest.mark.asyncio
async def test_saves_at_the_same_time_are_few_statements(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection, crowd: list[Whole]
) -> None:
    await observer.execute("CREATE SEQUENCE statements")
    await observer.execute("""
        CREATE FUNCTION count_statement() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM nextval('statements'); RETURN NULL; END $$
    """)
    await observer.execute(
        "CREATE TRIGGER count BEFORE UPDATE ON players FOR EACH STATEMENT EXECUTE FUNCTION count_statement()"
    )
    wanted = [
        (replace(player, room_id="z/b"), replace(inventory, items=(coin(player, number + 1),)))
        for number, (player, inventory) in enumerate(crowd)
    ]

    saved = await asyncio.gather(*(persistence.save_player_with_inventory(*whole) for whole in wanted))

    assert [inventory.items for _, inventory in saved] == [inventory.items for _, inventory in wanted]
    assert [await stored(persistence, player) for player, _ in crowd] == saved
    assert await observer.fetchval("SELECT last_value FROM statements") <= 4


@pytest.mark.asyncio
async def test_a_bad_one_of_a_batch_fails_its_own_caller_alone(
    persistence: AsyncPersistenceLayer, crowd: list[Whole]
) -> None:
    """The name is refused by an index, so the batch is undone whole; the stack is left out of the batch."""
    wanted = [(player, replace(inventory, items=(coin(player, 2),))) for player, inventory in crowd]
    wanted[3] = (replace(wanted[3][0], name="p4"), wanted[3][1])
    wanted[5] = (wanted[5][0], replace(wanted[5][1], items=(coin(wanted[5][0], 101),)))

    results = await asyncio.gather(
        *(persistence.save_player_with_inventory(*whole) for whole in wanted), return_exceptions=True
    )

    failed = {number: type(result) for number, result in enumerate(results) if isinstance(result, BaseException)}
    assert failed == {3: DuplicateError, 5: InventoryError}
    for number, (before, result) in enumerate(zip(crowd, results, strict=True)):
        assert await stored(persistence, before[0]) == (before if number in failed else result)


@pytest.mark.asyncio
async def test_in_a_batch_nobody_keeps_what_it_dropped_because_another_claims_it(
    persistence: AsyncPersistenceLayer, crowd: list[Whole]
) -> None:
    (giver, full), (taker, other) = crowd[:2]
    [given] = full.items
    claimed = replace(other, items=(*other.items, replace(given, place=Place.with_player(taker.id))))

    dropped, took = await asyncio.gather(
        persistence.save_player_with_inventory(giver, replace(full, items=())),
        persistence.save_player_with_inventory(taker, claimed),
        return_exceptions=True,
    )

    assert not isinstance(dropped, BaseException)
    assert (await persistence.load_inventory(giver.id)).items == ()
    # As if one had come after the other: it was with the giver still, or with nobody.
    found = (await persistence.load_inventory(taker.id)).items
    assert set(found) == set(other.items if isinstance(took, StaleDataError) else claimed.items)


@pytest.mark.asyncio
async def test_a_save_with_the_version_of_a_change_under_way_is_refused(
    persistence: AsyncPersistenceLayer, whole: Whole
) -> None:
    """It could not see the item that is being added, and would leave it there."""
    player, inventory = whole
    early = replace(inventory, items=(), version=inventory.version + 1)

    async def save() -> Inventory:
        return await persistence.save_inventory(early)

    async with persistence.transaction() as tx, asyncio.TaskGroup() as group:
        added = await tx.create_item_instance(coin(player, 9))
        attempt = group.create_task(collect(save))
    assert isinstance(await attempt, StaleDataError)
    assert set((await persistence.load_inventory(player.id)).items) == {*inventory.items, added}
    assert (await save()).items == ()


@pytest.mark.asyncio
async def test_a_save_waits_for_a_change_under_way_and_is_refused_when_that_was_kept(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection, whole: Whole
) -> None:
    player, inventory = whole
    wanted = replace(inventory, items=())

    async with persistence.transaction() as tx:
        added = await tx.create_item_instance(coin(player, 9))
        save = asyncio.ensure_future(persistence.save_player_with_inventory(player, wanted))
        await wait_for_blocked_session(observer)

    with pytest.raises(StaleDataError, match=r"inventory .* has changed: expected 1, found 2"):
        await save
    assert set((await persistence.load_inventory(player.id)).items) == {*inventory.items, added}


@pytest.mark.asyncio
async def test_a_save_waits_for_a_change_under_way_and_goes_on_when_that_is_none_of_its_matter(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection, whole: Whole
) -> None:
    player, inventory = whole
    items = (coin(player, 3), replace(inventory.items[0], slot=None))

    async with persistence.transaction() as tx:
        await tx.damage_player(player.id, 1)
        save = asyncio.ensure_future(
            persistence.save_player_with_inventory(replace(player, name="Grace"), replace(inventory, items=items))
        )
        await wait_for_blocked_session(observer)

    assert await save == await stored(persistence, player)
    assert set((await save)[1].items) == set(items)
    assert (await persistence.get_player_vitals(player.id)).health == 99


@pytest.mark.asyncio
async def test_a_name_that_another_transaction_is_taking_keeps_only_its_own_caller_waiting(
    persistence: AsyncPersistenceLayer, account: Account, crowd: list[Whole]
) -> None:
    wanted = [(replace(player, room_id="z/b"), inventory) for player, inventory in crowd]
    wanted[0] = (replace(wanted[0][0], name="Bea"), wanted[0][1])

    async with persistence.transaction() as tx:
        await tx.save_player(Player.new(user_id=account.id, name="Bea", room_id="z/a"))
        waiting, *others = [asyncio.ensure_future(persistence.save_player_with_inventory(*whole)) for whole in wanted]
        async with asyncio.timeout(4):
            await asyncio.gather(*others)
        assert not waiting.done()

    with pytest.raises(DuplicateError, match="the name is taken"):
        await waiting


@pytest.mark.asyncio
async def test_the_time_of_last_activity_never_moves_back(persistence: AsyncPersistenceLayer, whole: Whole) -> None:
    player, inventory = whole
    await persistence.update_player_last_active(player.id)
    [later] = [found for found in [await persistence.get_player_by_id(player.id)] if found is not None]

    saved, _ = await persistence.save_player_with_inventory(player, inventory)

    assert later.last_active > player.last_active
    assert saved.last_active == later.last_active
