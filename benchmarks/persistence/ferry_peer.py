"""The layer itself."""

import asyncio
import random
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from uuid import UUID

from benchmarks.persistence.dataset import LARGEST_QUANTITY, POOL_SIZE, Dataset
from benchmarks.persistence.measure import Operation
from persistence.inventory.models import Inventory
from persistence.layer import AsyncPersistenceLayer
from persistence.players.models import Player

# What `save_many` spares the layer's caller. The other peers have no statement for many players, so theirs is a loop.
SAVE_LOOP = "save_loop"


@asynccontextmanager
async def ferry(url: str, dataset: Dataset) -> AsyncIterator[Mapping[str, Operation]]:
    """The operations, by the layer's methods."""
    async with await AsyncPersistenceLayer.open(url, pool_size=POOL_SIZE, call_timeout_s=60) as persistence:
        saved: dict[int, tuple[Player, Inventory]] = {}
        batch: list[Player] = []

        async def read_by_id(caller: int, chance: random.Random) -> None:
            await persistence.get_player_by_id(dataset.any_player(chance))

        async def read_in_room(caller: int, chance: random.Random) -> None:
            await persistence.get_players_in_room(dataset.any_room(chance))

        async def delta(caller: int, chance: random.Random) -> None:
            await persistence.damage_player(dataset.any_player(chance), 1)

        async def save_with_inventory(caller: int, chance: random.Random) -> None:
            if caller not in saved:
                [player] = await load([dataset.player_id(dataset.own_player(caller))])
                saved[caller] = player, await persistence.load_inventory(player.id)
            player, inventory = saved[caller]
            room, quantity = dataset.new_room(chance), chance.randint(1, LARGEST_QUANTITY)
            items = tuple(replace(item, quantity=quantity) for item in inventory.items)
            saved[caller] = await persistence.save_player_with_inventory(
                replace(player, room_id=room), replace(inventory, items=items)
            )

        async def save_many(caller: int, chance: random.Random) -> None:
            room = dataset.new_room(chance)
            players = batch or await load(dataset.own_players())
            batch[:] = await persistence.save_players([replace(player, room_id=room) for player in players])

        async def save_loop(caller: int, chance: random.Random) -> None:
            room = dataset.new_room(chance)
            players = batch or await load(dataset.own_players())
            batch[:] = [await persistence.save_player(replace(player, room_id=room)) for player in players]

        async def load(ids: list[UUID]) -> list[Player]:
            found = await asyncio.gather(*map(persistence.get_player_by_id, ids))
            return [player for player in found if player is not None]

        operations = (read_by_id, read_in_room, delta, save_with_inventory, save_many, save_loop)
        yield {operation.__name__: operation for operation in operations}
