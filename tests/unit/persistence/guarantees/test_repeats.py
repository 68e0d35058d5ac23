"""Every write, cut off at some moment and sent again until it is answered, took effect exactly once."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from uuid import UUID, uuid4

import pytest
import pytest_asyncio

from persistence.accounts.models import Account
from persistence.containers.models import Container, ContainerKind
from persistence.errors import DuplicateError, OutcomeUnknownError, StaleDataError, UnavailableError
from persistence.health.models import StatField
from persistence.inventory.models import Item, ItemPrototype, Place
from persistence.layer import AsyncPersistenceLayer
from persistence.operations import Operations
from persistence.players.models import Player
from persistence.professions.models import Profession
from persistence.rooms.models import Room
from tests.unit.persistence.proxy import Proxy

_MOMENTS = 6
_READS = ("get_", "list_", "load_", "validate_inventory", "item_instance_exists")
COIN = ItemPrototype("coin", "a coin", max_stack=100)
PORTER = Profession("porter", "Porter", "")
LATER = datetime(2036, 1, 1, tzinfo=UTC)

# Sends a write through a layer, with an id for those that take one; and says how often it took effect.
Send = Callable[[AsyncPersistenceLayer, UUID], Awaitable[object]]
Count = Callable[[AsyncPersistenceLayer], Awaitable[int]]


class Scene:
    """New things for one write, made by a layer that nobody cuts off."""

    def __init__(self, layer: AsyncPersistenceLayer, account: Account, quay: Room) -> None:
        self.layer = layer
        self.account = account
        self.quay = quay

    async def player(self) -> Player:
        return await self.layer.save_player(
            Player.new(user_id=self.account.id, name=f"P{uuid4().hex}", room_id="harbour/nowhere")
        )

    async def chest(self) -> Container:
        return await self.layer.create_container(
            Container.new(ContainerKind.ENVIRONMENT, capacity=5, room_id=self.quay.id)
        )

    async def room(self) -> Room:
        return await self.layer.save_room(Room(f"harbour/r{uuid4().hex}", "harbour", "A room", ""))

    async def coins(self) -> Item:
        return await self.layer.create_item_instance(Item.new("coin", Place.in_room(self.quay.id), quantity=10))

    async def version_of(self, player: Player) -> int:
        found = await self.layer.get_player_by_id(player.id)
        assert found is not None
        return found.version

    async def prepare(self, write: str) -> tuple[Send, Count]:
        send, count = await getattr(self, write)()
        return send, count

    async def create_account(self) -> tuple[Send, Count]:
        name = f"account {uuid4()}"

        async def count(layer: AsyncPersistenceLayer) -> int:
            return int(await layer.get_account_by_username(name) is not None)

        return lambda layer, key: layer.create_account(name, "hash", operation_id=key), count

    async def save_player(self) -> tuple[Send, Count]:
        player = await self.player()

        async def count(layer: AsyncPersistenceLayer) -> int:
            return await self.version_of(player) - player.version

        return lambda layer, key: layer.save_player(player), count

    async def save_players(self) -> tuple[Send, Count]:
        player = await self.player()

        async def count(layer: AsyncPersistenceLayer) -> int:
            return await self.version_of(player) - player.version

        return lambda layer, key: layer.save_players([player]), count

    async def delete_player(self) -> tuple[Send, Count]:
        player = await self.player()

        async def count(layer: AsyncPersistenceLayer) -> int:
            return int(await layer.get_player_by_id(player.id) is None)

        return lambda layer, key: layer.delete_player(player.id), count

    async def update_player_last_active(self) -> tuple[Send, Count]:
        player = await self.player()

        async def count(layer: AsyncPersistenceLayer) -> int:
            found = await layer.get_player_by_id(player.id)
            return int(found == replace(player, last_active=LATER))

        return lambda layer, key: layer.update_player_last_active(player.id, LATER), count

    async def move_player(self) -> tuple[Send, Count]:
        player = await self.player()

        async def count(layer: AsyncPersistenceLayer) -> int:
            return await self.version_of(player) - player.version

        return lambda layer, key: layer.move_player(player.id, self.quay.id, operation_id=key), count

    async def validate_player_room(self) -> tuple[Send, Count]:
        player = await self.player()

        async def count(layer: AsyncPersistenceLayer) -> int:
            return await self.version_of(player) - player.version

        return lambda layer, key: layer.validate_player_room(player.id, fallback_room_id=self.quay.id), count

    async def save_room(self) -> tuple[Send, Count]:
        room = await self.room()

        async def count(layer: AsyncPersistenceLayer) -> int:
            found = await layer.get_room_by_id(room.id)
            assert found is not None
            return found.version - room.version

        return lambda layer, key: layer.save_room(room), count

    async def save_rooms(self) -> tuple[Send, Count]:
        room = await self.room()

        async def count(layer: AsyncPersistenceLayer) -> int:
            found = await layer.get_room_by_id(room.id)
            assert found is not None
            return found.version - room.version

        return lambda layer, key: layer.save_rooms([room]), count

    async def create_container(self) -> tuple[Send, Count]:
        chest = Container.new(ContainerKind.ENVIRONMENT, capacity=5, room_id=self.quay.id)

        async def count(layer: AsyncPersistenceLayer) -> int:
            return int(await layer.get_container(chest.id) == replace(chest, version=1))

        return lambda layer, key: layer.create_container(chest), count

    async def update_container(self) -> tuple[Send, Count]:
        chest = await self.chest()

        async def count(layer: AsyncPersistenceLayer) -> int:
            found = await layer.get_container(chest.id)
            assert found is not None
            return found.version - chest.version

        return lambda layer, key: layer.update_container(chest), count

    async def delete_container(self) -> tuple[Send, Count]:
        chest = await self.chest()

        async def count(layer: AsyncPersistenceLayer) -> int:
            return int(await layer.get_container(chest.id) is None)

        return lambda layer, key: layer.delete_container(chest.id), count

    async def create_item_instance(self) -> tuple[Send, Count]:
        chest = await self.chest()
        item = Item.new("coin", Place.in_container(chest.id))

        async def count(layer: AsyncPersistenceLayer) -> int:
            return len(await layer.list_items(Place.in_container(chest.id)))

        return lambda layer, key: layer.create_item_instance(item), count

    async def ensure_item_instance(self) -> tuple[Send, Count]:
        chest = await self.chest()
        item = Item.new("coin", Place.in_container(chest.id))

        async def count(layer: AsyncPersistenceLayer) -> int:
            return len(await layer.list_items(Place.in_container(chest.id)))

        return lambda layer, key: layer.ensure_item_instance(item), count

    async def move_item(self) -> tuple[Send, Count]:
        coins, chest = await self.coins(), await self.chest()
        place = Place.in_container(chest.id)

        async def count(layer: AsyncPersistenceLayer) -> int:
            left = await layer.get_item(coins.id)
            assert left is not None
            assert left.quantity + sum(item.quantity for item in await layer.list_items(place)) == coins.quantity
            return coins.quantity - left.quantity

        return lambda layer, key: layer.move_item(coins.id, place, quantity=1, operation_id=key), count

    async def delete_item(self) -> tuple[Send, Count]:
        coins = await self.coins()

        async def count(layer: AsyncPersistenceLayer) -> int:
            left = await layer.get_item(coins.id)
            assert left is not None
            return coins.quantity - left.quantity

        return lambda layer, key: layer.delete_item(coins.id, quantity=1, operation_id=key), count

    async def save_inventory(self) -> tuple[Send, Count]:
        player = await self.player()
        inventory = await self.layer.load_inventory(player.id)
        full = replace(inventory, items=(Item.new("coin", Place.with_player(player.id)),))

        async def count(layer: AsyncPersistenceLayer) -> int:
            found = await layer.load_inventory(player.id)
            assert found.items == full.items
            return found.version - inventory.version

        return lambda layer, key: layer.save_inventory(full), count

    async def save_player_with_inventory(self) -> tuple[Send, Count]:
        player = await self.player()
        inventory = await self.layer.load_inventory(player.id)
        full = replace(inventory, items=(Item.new("coin", Place.with_player(player.id)),))

        async def count(layer: AsyncPersistenceLayer) -> int:
            found = await layer.load_inventory(player.id)
            assert found.items == full.items
            assert found.version - inventory.version == await self.version_of(player) - player.version
            return found.version - inventory.version

        return lambda layer, key: layer.save_player_with_inventory(player, full), count

    async def save_item_prototypes(self) -> tuple[Send, Count]:
        prototype = ItemPrototype(uuid4().hex, "a thing")

        async def count(layer: AsyncPersistenceLayer) -> int:
            return (await layer.get_item_prototypes()).count(prototype)

        return lambda layer, key: layer.save_item_prototypes([prototype]), count

    async def save_professions(self) -> tuple[Send, Count]:
        profession = Profession(uuid4().hex, "A profession", "")

        async def count(layer: AsyncPersistenceLayer) -> int:
            return (await layer.get_professions()).count(profession)

        return lambda layer, key: layer.save_professions([profession]), count

    async def choose_profession(self) -> tuple[Send, Count]:
        player = await self.player()

        async def count(layer: AsyncPersistenceLayer) -> int:
            return int(await layer.get_player_profession(player.id) == PORTER)

        return lambda layer, key: layer.choose_profession(player.id, PORTER.id), count

    async def damage_player(self) -> tuple[Send, Count]:
        player = await self.player()

        async def count(layer: AsyncPersistenceLayer) -> int:
            return 100 - (await layer.get_player_vitals(player.id)).health

        return lambda layer, key: layer.damage_player(player.id, 1, operation_id=key), count

    async def heal_player(self) -> tuple[Send, Count]:
        player = await self.player()
        await self.layer.damage_player(player.id, 50)

        async def count(layer: AsyncPersistenceLayer) -> int:
            return (await layer.get_player_vitals(player.id)).health - 50

        return lambda layer, key: layer.heal_player(player.id, 1, operation_id=key), count

    async def update_player_health(self) -> tuple[Send, Count]:
        player = await self.player()

        async def count(layer: AsyncPersistenceLayer) -> int:
            return 100 - (await layer.get_player_vitals(player.id)).health

        return lambda layer, key: layer.update_player_health(player.id, -1, operation_id=key), count

    async def update_player_stat_field(self) -> tuple[Send, Count]:
        player = await self.player()

        async def count(layer: AsyncPersistenceLayer) -> int:
            return (await layer.get_player_vitals(player.id)).stats[StatField.WISDOM] - 10

        return lambda layer, key: layer.update_player_stat_field(player.id, "wisdom", 1, operation_id=key), count

    async def gain_experience(self) -> tuple[Send, Count]:
        player = await self.player()

        async def count(layer: AsyncPersistenceLayer) -> int:
            return (await layer.get_player_experience(player.id)).xp

        return lambda layer, key: layer.gain_experience(player.id, 1, operation_id=key), count

    async def update_player_xp(self) -> tuple[Send, Count]:
        player = await self.player()

        async def count(layer: AsyncPersistenceLayer) -> int:
            return (await layer.get_player_experience(player.id)).xp

        return lambda layer, key: layer.update_player_xp(player.id, 1, operation_id=key), count

    async def forget_operations(self) -> tuple[Send, Count]:
        player, key = await self.player(), uuid4()
        await self.layer.gain_experience(player.id, 1, operation_id=key)

        async def count(layer: AsyncPersistenceLayer) -> int:
            await layer.gain_experience(player.id, 1, operation_id=key)
            return (await layer.get_player_experience(player.id)).xp - 1

        return lambda layer, key: layer.forget_operations(LATER), count


WRITES = [
    name for name, _ in inspect.getmembers(Operations, inspect.iscoroutinefunction) if not name.startswith(_READS)
]


@pytest_asyncio.fixture
async def scene(persistence: AsyncPersistenceLayer, account: Account, quay: Room) -> Scene:
    await persistence.save_item_prototypes([COIN])
    await persistence.save_professions([PORTER])
    return Scene(persistence, account, quay)


async def insist(send: Callable[[], Awaitable[object]]) -> None:
    """Sends until the outcome is known. A write without an id may find that it was done before."""
    with suppress(StaleDataError, DuplicateError):
        while True:
            try:
                await send()
            except UnavailableError:
                continue
            return


@pytest.mark.asyncio
@pytest.mark.parametrize("write", WRITES)
async def test_a_write_cut_off_at_any_moment_and_repeated_takes_effect_once(
    database_url: str, scene: Scene, write: str
) -> None:
    async with Proxy.to(database_url) as proxy, await AsyncPersistenceLayer.open(proxy.url) as layer:
        for moment in range(_MOMENTS):
            send, count = await scene.prepare(write)
            key = uuid4()
            call = asyncio.ensure_future(insist(partial(send, layer, key)))
            # From before the first byte until after the last answer, in uneven steps.
            await asyncio.sleep(moment**2 * 0.0005)
            proxy.cut()
            await call

            assert await count(scene.layer) == 1


@pytest.mark.asyncio
@pytest.mark.parametrize("write", [write for write in WRITES if write != "forget_operations"])
async def test_a_write_whose_answer_was_lost_and_that_is_repeated_takes_effect_once(
    database_url: str, scene: Scene, write: str
) -> None:
    async with Proxy.to(database_url) as proxy, await AsyncPersistenceLayer.open(proxy.url) as layer:
        # On the same connection, so that nothing but the write is sent below.
        send, _ = await scene.prepare(write)
        await send(layer, uuid4())
        send, count = await scene.prepare(write)
        proxy.lose_next_change()

        with pytest.raises(OutcomeUnknownError):
            await send(layer, key := uuid4())
        assert await count(scene.layer) == 1
        await insist(partial(send, layer, key))

        assert await count(scene.layer) == 1


@pytest.mark.asyncio
@pytest.mark.parametrize("write", WRITES)
async def test_a_write_that_is_said_not_to_have_happened_did_not(database_url: str, scene: Scene, write: str) -> None:
    """Somebody takes the only connection while the write is under way, and a call that needs it again gets an error."""
    async with await AsyncPersistenceLayer.open(database_url, pool_size=1, call_timeout_s=1) as layer:

        async def hold_the_connection() -> None:
            async with layer.transaction(timeout_s=30) as tx:
                await tx.list_rooms()
                await asyncio.sleep(30)

        send, count = await scene.prepare(write)
        call = asyncio.ensure_future(send(layer, uuid4()))
        await asyncio.sleep(0)
        holder = asyncio.create_task(hold_the_connection())
        await asyncio.wait([call])
        holder.cancel()
        await asyncio.wait([holder])

        failed = isinstance(call.exception(), UnavailableError)
        assert not isinstance(call.exception(), OutcomeUnknownError)
        assert await count(scene.layer) == (0 if failed else 1)
