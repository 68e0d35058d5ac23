"""The operations as one writes them by hand: a statement for each call, by any driver that can run them."""

import random
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

from benchmarks.persistence import statements
from benchmarks.persistence.dataset import LARGEST_QUANTITY, PLAYERS_OF_PEER, Dataset
from benchmarks.persistence.measure import Operation


class Runner(Protocol):
    """Runs a statement, on a connection or on any of a pool."""

    async def fetch(self, query: str, /, *arguments: Any) -> Sequence[Sequence[Any]]:
        """The rows."""


def hand_written(
    pool: Runner, transaction: Callable[[], AbstractAsyncContextManager[Runner]], dataset: Dataset
) -> Mapping[str, Operation]:
    """The operations, by SQL of one's own. `save_many` is a loop of saves."""
    # What a caller has read and saved, as the layer's caller holds its objects.
    players: dict[int, list[list[Any]]] = {}

    async def load(caller: int, numbers: Sequence[int]) -> list[list[Any]]:
        if caller not in players:
            ids = [dataset.player_id(dataset.own_player(number)) for number in numbers]
            players[caller] = [list(row) for row in await pool.fetch(statements.LOAD, ids)]
        return players[caller]

    async def read_by_id(caller: int, chance: random.Random) -> None:
        await pool.fetch(statements.READ_BY_ID, dataset.any_player(chance))

    async def read_in_room(caller: int, chance: random.Random) -> None:
        await pool.fetch(statements.READ_IN_ROOM, dataset.any_room(chance))

    async def delta(caller: int, chance: random.Random) -> None:
        await pool.fetch(statements.DELTA, dataset.any_player(chance), -1)

    async def save(runner: Runner, player: list[Any], room: str) -> None:
        key, name, name_key, last_active, version, _ = player
        [[player[4]]] = await runner.fetch(statements.SAVE, key, name, name_key, room, last_active, version)

    async def save_with_inventory(caller: int, chance: random.Random) -> None:
        [player] = await load(caller, [caller])
        room, quantity = dataset.new_room(chance), chance.randint(1, LARGEST_QUANTITY)
        items = dataset.item_ids(dataset.own_player(caller))
        async with transaction() as runner:
            await save(runner, player, room)
            [[player[5]]] = await runner.fetch(statements.CLAIM_INVENTORY, player[0], player[5])
            await runner.fetch(statements.CLEAR_INVENTORY, player[0], items)
            await runner.fetch(statements.FILL_INVENTORY, player[0], items, quantity)

    async def save_many(caller: int, chance: random.Random) -> None:
        room = dataset.new_room(chance)
        for player in await load(-1, range(PLAYERS_OF_PEER)):
            await save(pool, player, room)

    found = (read_by_id, read_in_room, delta, save_with_inventory, save_many)
    return {operation.__name__: operation for operation in found}
