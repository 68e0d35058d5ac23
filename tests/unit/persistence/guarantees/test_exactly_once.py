"""An operation with an id takes effect once, however often it is sent, and whatever happens in between."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4, uuid5

import asyncpg
import pytest

from persistence.accounts.models import Account
from persistence.containers.models import Container, ContainerKind
from persistence.errors import NotFoundError, OutcomeUnknownError, UnavailableError, ValidationError
from persistence.experience.models import ExperienceChange
from persistence.health.models import DamageType, StatField
from persistence.inventory.models import Item, ItemPrototype, Place
from persistence.layer import AsyncPersistenceLayer
from persistence.players.models import Player
from persistence.rooms.models import Room
from tests.unit.persistence.proxy import Proxy
from tests.unit.persistence.server_activity import sessions

Operation = Callable[[UUID], Awaitable[object]]


async def coins_of(persistence: AsyncPersistenceLayer, quantity: int) -> Item:
    await persistence.save_item_prototypes([ItemPrototype("coin", "a coin", max_stack=100_000)])
    return await persistence.create_item_instance(Item.new("coin", Place.in_room("z/a"), quantity=quantity))


def operations(persistence: AsyncPersistenceLayer, player: Player, coins: Item) -> list[Operation]:
    """The writes that take an id, each with an effect of 1."""
    return [
        lambda key: persistence.damage_player(player.id, 1, operation_id=key),
        lambda key: persistence.update_player_stat_field(player.id, StatField.WISDOM, 1, operation_id=key),
        lambda key: persistence.gain_experience(player.id, 1, operation_id=key),
        lambda key: persistence.move_item(coins.id, Place.in_room("z/b"), quantity=1, operation_id=key),
        lambda key: persistence.delete_item(coins.id, quantity=1, operation_id=key),
        lambda key: persistence.move_player(player.id, "harbour/quay", operation_id=key),
        lambda key: persistence.create_account(f"account {key}", "hash", operation_id=key),
        lambda key: persistence.create_item_instance(coin_in_cellar(key), operation_id=key),
        lambda key: persistence.ensure_item_instance(coin_in_cellar(key, "z/d"), operation_id=key),
        lambda key: persistence.create_container(chest_in_cellar(key), operation_id=key),
    ]


def coin_in_cellar(key: UUID, room_id: str = "z/c") -> Item:
    """The same for the same key."""
    return Item(uuid5(key, room_id), "coin", 1, Place.in_room(room_id))


def chest_in_cellar(key: UUID) -> Container:
    """The same for the same key."""
    chest = Container.new(ContainerKind.ENVIRONMENT, capacity=5, room_id="z/c")
    return replace(chest, id=uuid5(key, "chest"), decays_at=datetime(2030, 1, 1, tzinfo=UTC))


async def effects(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection, player: Player, coins: Item
) -> list[int]:
    """How often each of the operations took effect."""
    vitals = await persistence.get_player_vitals(player.id)
    moved = await persistence.list_items(Place.in_room("z/b"))
    left = await persistence.get_item(coins.id)
    walker = await persistence.get_player_by_id(player.id)
    assert left is not None
    assert walker is not None
    return [
        vitals.max_health - vitals.health,
        vitals.stats[StatField.WISDOM] - 10,
        (await persistence.get_player_experience(player.id)).xp,
        len(moved),
        coins.quantity - left.quantity - len(moved),
        walker.version - player.version,
        await observer.fetchval("SELECT count(*) - 1 FROM accounts"),
        len(await persistence.list_items(Place.in_room("z/c"))),
        len(await persistence.list_items(Place.in_room("z/d"))),
        len(await persistence.get_containers_by_room_id("z/c")),
    ]


@pytest.mark.asyncio
async def test_a_repeat_does_nothing_and_returns_the_first_result(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection, player: Player, quay: Room
) -> None:
    coins = await coins_of(persistence, 100)
    for operation in operations(persistence, player, coins):
        key = uuid4()
        first = await operation(key)
        await operation(uuid4())

        assert await operation(key) == first

    assert await effects(persistence, observer, player, coins) == [2] * 10


@pytest.mark.asyncio
async def test_of_repeats_at_the_same_time_one_takes_effect(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection, player: Player, quay: Room
) -> None:
    coins = await coins_of(persistence, 100)
    for operation in operations(persistence, player, coins):
        key = uuid4()

        results = await asyncio.gather(*(operation(key) for _ in range(5)))

        assert results == [results[0]] * 5
    assert await effects(persistence, observer, player, coins) == [1] * 10


@pytest.mark.asyncio
async def test_an_operation_that_failed_can_be_sent_again(persistence: AsyncPersistenceLayer, account: Account) -> None:
    """The player, or the room, comes into being after the first attempt."""
    player = Player.new(user_id=account.id, name="Bea", room_id="z/a")
    attempts: list[Operation] = [
        lambda key: persistence.damage_player(player.id, 1, operation_id=key),
        lambda key: persistence.heal_player(player.id, 1, operation_id=key),
        lambda key: persistence.update_player_health(player.id, -1, operation_id=key),
        lambda key: persistence.update_player_stat_field(player.id, StatField.WISDOM, 1, operation_id=key),
        lambda key: persistence.gain_experience(player.id, 1, operation_id=key),
        lambda key: persistence.move_player(player.id, "harbour/quay", operation_id=key),
    ]
    keys = [uuid4() for _ in attempts]
    for attempt, key in zip(attempts, keys, strict=True):
        with pytest.raises(NotFoundError):
            await attempt(key)

    await persistence.save_player(player)
    await persistence.save_room(Room("harbour/quay", "harbour", "The quay", ""))
    results = [await attempt(key) for attempt, key in zip(attempts, keys, strict=True)]

    assert [await attempt(key) for attempt, key in zip(attempts, keys, strict=True)] == results
    vitals = await persistence.get_player_vitals(player.id)
    assert (vitals.health, vitals.stats[StatField.WISDOM]) == (99, 11)
    assert (await persistence.get_player_experience(player.id)).xp == 1


@pytest.mark.asyncio
async def test_an_id_belongs_to_one_operation(persistence: AsyncPersistenceLayer, player: Player) -> None:
    key = uuid4()
    await persistence.damage_player(player.id, 1, operation_id=key)

    with pytest.raises(ValidationError, match=r'operation_id must be new: it belongs to damage_player .*"amount": 1,'):
        await persistence.damage_player(player.id, 2, operation_id=key)
    with pytest.raises(ValidationError, match="operation_id must be a UUID"):
        await persistence.damage_player(player.id, 1, operation_id="again")  # type: ignore[arg-type]


@pytest.mark.asyncio
async def test_an_id_belongs_to_all_arguments_of_its_operation(
    persistence: AsyncPersistenceLayer, account: Account, player: Player, quay: Room
) -> None:
    """Each operation, and the same with one argument changed, or one that comes to the same in SQL."""
    other = await persistence.save_player(Player.new(user_id=account.id, name="Bea", room_id="harbour/quay"))
    coins = await coins_of(persistence, 100)
    hat = ItemPrototype("hat", "a hat", slot="head")
    await persistence.save_item_prototypes([hat])
    worn = await persistence.create_item_instance(Item.new("hat", Place.in_room("z/a")))
    here, there, us = Place.in_room("z/a"), Place.in_room("z/b"), Place.with_player(player.id)
    layer = persistence
    families: list[list[Operation]] = [
        [
            lambda key: layer.damage_player(player.id, 1, operation_id=key),
            lambda key: layer.damage_player(player.id, 2, operation_id=key),
            lambda key: layer.damage_player(other.id, 1, operation_id=key),
            lambda key: layer.damage_player(player.id, 1, DamageType.FIRE, operation_id=key),
            lambda key: layer.update_player_health(player.id, -1, operation_id=key),
        ],
        [
            lambda key: layer.heal_player(player.id, 1, operation_id=key),
            lambda key: layer.update_player_health(player.id, 1, operation_id=key),
        ],
        [
            lambda key: layer.update_player_stat_field(player.id, "wisdom", 1, operation_id=key),
            lambda key: layer.update_player_stat_field(player.id, "wisdom", 2, operation_id=key),
            lambda key: layer.update_player_stat_field(player.id, "strength", 1, operation_id=key),
            lambda key: layer.gain_experience(player.id, 1, operation_id=key),
        ],
        [
            lambda key: layer.gain_experience(player.id, 1, operation_id=key),
            lambda key: layer.update_player_xp(player.id, 1, operation_id=key),
            lambda key: layer.gain_experience(player.id, 2, operation_id=key),
        ],
        [
            lambda key: layer.update_player_xp(player.id, 700, operation_id=key),
            lambda key: layer.update_player_xp(player.id, 701, operation_id=key),
            lambda key: layer.update_player_xp(other.id, 700, operation_id=key),
        ],
        [
            lambda key: layer.move_item(coins.id, there, quantity=1, operation_id=key),
            lambda key: layer.move_item(coins.id, there, quantity=2, operation_id=key),
            lambda key: layer.move_item(coins.id, here, quantity=1, operation_id=key),
            lambda key: layer.move_item(coins.id, there, source=here, quantity=1, operation_id=key),
            lambda key: layer.delete_item(coins.id, quantity=1, operation_id=key),
        ],
        [
            lambda key: layer.move_item(worn.id, us, operation_id=key),
            lambda key: layer.move_item(worn.id, us, slot="head", operation_id=key),
            lambda key: layer.move_item(worn.id, us, slot="None", operation_id=key),
        ],
        [
            lambda key: layer.move_player(player.id, "harbour/quay", operation_id=key),
            lambda key: layer.move_player(player.id, "harbour/quay", "harbour/quay", operation_id=key),
            lambda key: layer.move_player(other.id, "harbour/quay", operation_id=key),
        ],
        [
            lambda key: layer.create_account("bea", "hash", operation_id=key),
            lambda key: layer.create_account("bea", "another hash", operation_id=key),
            lambda key: layer.create_account("cleo", "hash", operation_id=key),
        ],
    ]

    for first, *others in families:
        key = uuid4()
        result = await first(key)
        for another in others:
            with pytest.raises(ValidationError, match="operation_id must be new"):
                await another(key)
        assert await first(key) == result


@pytest.mark.asyncio
async def test_a_level_whose_report_was_lost_is_told_to_the_repeat(
    database_url: str, persistence: AsyncPersistenceLayer, player: Player
) -> None:
    async with Proxy.to(database_url) as proxy, await AsyncPersistenceLayer.open(proxy.url) as layer:
        await layer.update_player_xp(player.id, 0, operation_id=uuid4())
        key = uuid4()
        proxy.lose_next_change()
        with pytest.raises(OutcomeUnknownError):
            await layer.update_player_xp(player.id, 1_000, operation_id=key)
        assert (await persistence.get_player_experience(player.id)).xp == 1_000

        repeated = await layer.update_player_xp(player.id, 1_000, operation_id=key)

    assert repeated == ExperienceChange(player.id, xp=1_000, before=0)
    assert repeated.levels_gained == 4


@pytest.mark.asyncio
async def test_an_id_is_kept_with_the_transaction_that_used_it(
    persistence: AsyncPersistenceLayer, player: Player
) -> None:
    key = uuid4()

    async def damage_and_fail() -> None:
        async with persistence.transaction() as tx:
            await tx.damage_player(player.id, 10, operation_id=key)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await damage_and_fail()

    assert (await persistence.damage_player(player.id, 10, operation_id=key)).health == 90


@pytest.mark.asyncio
async def test_old_operations_are_forgotten(persistence: AsyncPersistenceLayer, player: Player) -> None:
    key = uuid4()
    await persistence.damage_player(player.id, 10, operation_id=key)

    assert await persistence.forget_operations(datetime.now(UTC) - timedelta(hours=1)) == 0
    assert (await persistence.damage_player(player.id, 10, operation_id=key)).health == 90
    assert await persistence.forget_operations(datetime.now(UTC) + timedelta(hours=1)) == 1
    assert (await persistence.damage_player(player.id, 10, operation_id=key)).health == 80


@pytest.mark.asyncio
async def test_a_repeat_whose_record_is_forgotten_just_then_is_a_first_call(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection, player: Player
) -> None:
    """A trigger of the test's database forgets it when the repeat has met it and not yet read it."""
    await observer.execute("CREATE SEQUENCE claims")
    await observer.execute("""
        CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN IF nextval('claims') = 2 THEN DELETE FROM operations; END IF; RETURN NULL; END $$
    """)
    await observer.execute("CREATE TRIGGER forgetting AFTER INSERT ON operations EXECUTE FUNCTION forget()")
    key = uuid4()
    await persistence.damage_player(player.id, 10, operation_id=key)

    assert (await persistence.damage_player(player.id, 10, operation_id=key)).health == 80
    assert (await persistence.damage_player(player.id, 10, operation_id=key)).health == 80


@pytest.mark.asyncio
async def test_what_was_created_and_is_gone_again_is_not_created_by_a_repeat(
    persistence: AsyncPersistenceLayer, other_layer: AsyncPersistenceLayer
) -> None:
    await coins_of(persistence, 1)
    key = uuid4()
    created = await persistence.create_item_instance(coin_in_cellar(key), operation_id=key)
    ensured = await persistence.ensure_item_instance(coin_in_cellar(key, "z/d"), operation_id=uuid5(key, "ensure"))
    chest = await persistence.create_container(chest_in_cellar(key), operation_id=uuid5(key, "chest"))
    await other_layer.delete_item(created.id)
    await other_layer.delete_item(ensured.id)
    await other_layer.delete_container(chest.id)

    repeated = (
        await persistence.create_item_instance(coin_in_cellar(key), operation_id=key),
        await persistence.ensure_item_instance(coin_in_cellar(key, "z/d"), operation_id=uuid5(key, "ensure")),
        await persistence.create_container(chest_in_cellar(key), operation_id=uuid5(key, "chest")),
    )

    assert repeated == (created, ensured, chest)
    assert await persistence.get_item(created.id) is None
    assert await persistence.get_item(ensured.id) is None
    assert await persistence.get_container(chest.id) is None


@pytest.mark.asyncio
async def test_writes_repeated_after_kills_at_random_moments_took_effect_once(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection, player: Player, quay: Room
) -> None:
    chance = random.Random(5)
    coins = await coins_of(persistence, 10_000)
    await persistence.update_player_stat_field(player.id, StatField.MAX_HEALTH, 900)
    await persistence.update_player_health(player.id, 900)
    lost = rounds = 0

    async def insist(operation: Operation) -> None:
        nonlocal lost
        key = uuid4()
        while True:
            try:
                await operation(key)
            except UnavailableError:
                lost += 1
            else:
                return

    async def worker() -> None:
        nonlocal rounds
        while rounds < 40 or (lost < 5 and rounds < 800):  # a kill between two calls is felt by nobody
            rounds += 1
            for operation in operations(persistence, player, coins):
                await insist(operation)

    async with asyncio.TaskGroup() as group:
        workers = [group.create_task(worker()) for _ in range(4)]
        while not all(task.done() for task in workers):
            await asyncio.sleep(chance.uniform(0.01, 0.1))
            if victims := await sessions(observer):
                at_work = [session for session in victims if session["state"] != "idle"]
                await observer.execute("SELECT pg_terminate_backend($1)", chance.choice(at_work or victims)["pid"])

    assert lost >= 5
    assert await effects(persistence, observer, player, coins) == [rounds] * 10
