"""The layer itself."""

import random
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace

from benchmarks.persistence.dataset import Dataset
from benchmarks.persistence.measure import Operation
from persistence.inventory.models import Inventory
from persistence.layer import AsyncPersistenceLayer
from persistence.players.models import Player

BATCH = 1_000


@asynccontextmanager
async def ferry(url: str, dataset: Dataset) -> AsyncIterator[Mapping[str, Operation]]:
    """The operations, by the layer's methods."""
    async with await AsyncPersistenceLayer.open(url, pool_size=10, call_timeout_s=60) as persistence:
        saved: dict[int, tuple[Player, Inventory]] = {}
        batches: dict[int, list[Player]] = {}

        async def read_by_id(caller: int, chance: random.Random) -> None:
            await persistence.get_player_by_id(dataset.player_id(chance.randrange(dataset.players)))

        async def read_in_room(caller: int, chance: random.Random) -> None:
            await persistence.get_players_in_room(dataset.room_id(chance.randrange(dataset.rooms)))

        async def delta(caller: int, chance: random.Random) -> None:
            await persistence.damage_player(dataset.player_id(chance.randrange(dataset.players)), 1)

        async def save_with_inventory(caller: int, chance: random.Random) -> None:
            if caller not in saved:
                player = await persistence.get_player_by_id(dataset.player_id(caller))
                assert player is not None  # noqa: S101 - the dataset has it
                saved[caller] = player, await persistence.load_inventory(player.id)
            player, inventory = saved[caller]
            async with persistence.transaction(timeout_s=60) as tx:
                player = await tx.save_player(replace(player, room_id=dataset.room_id(chance.randrange(1_000))))
                inventory = await tx.save_inventory(inventory)
            saved[caller] = player, inventory

        async def save_many(caller: int, chance: random.Random) -> None:
            if caller not in batches:
                batches[caller] = await persistence.list_players(limit=BATCH)
            batches[caller] = await persistence.save_players(batches[caller])

        yield {
            "read_by_id": read_by_id,
            "read_in_room": read_in_room,
            "delta": delta,
            "save_with_inventory": save_with_inventory,
            "save_many": save_many,
        }
