"""Every peer does every operation, and the same work."""

import random
from typing import Any
from uuid import UUID

import pytest

from benchmarks.persistence.dataset import LARGEST_QUANTITY, Dataset, connect, fill
from benchmarks.persistence.measure import Sample, measure
from benchmarks.persistence.pgbench import OPERATIONS as PGBENCH_OPERATIONS
from benchmarks.persistence.pgbench import pgbench
from benchmarks.persistence.run import OPERATIONS
from benchmarks.persistence.run_peer import PEERS

_DATASET = Dataset(1_000)

Rows = list[tuple[Any, ...]]


async def rows_of(url: str) -> tuple[Rows, Rows]:
    """All that an operation can change of players, and of items."""
    connection = await connect(url)
    try:
        players = await connection.fetch(
            "SELECT id, name, name_key, room_id, health, version, inventory_version FROM players ORDER BY id"
        )
        items = await connection.fetch("SELECT id, player_id, quantity FROM items ORDER BY id")
    finally:
        await connection.close()
    return list(map(tuple, players)), list(map(tuple, items))


def changed(before: Rows, after: Rows) -> Rows:
    return [new for old, new in zip(before, after, strict=True) if old != new]


@pytest.mark.asyncio
@pytest.mark.parametrize("peer", sorted(PEERS))
async def test_the_same_calls_leave_the_same_rows_whoever_makes_them(database_url: str, peer: str) -> None:
    await fill(database_url, _DATASET)
    async with PEERS[peer](database_url, _DATASET) as operations:
        assert set(OPERATIONS) <= set(operations)

        async def rows_after(operation: str, caller: int, calls: int) -> tuple[Rows, Rows]:
            chance = random.Random(caller)
            for _ in range(calls):
                await operations[operation](caller, chance)
            return await rows_of(database_url)

        at_first = await rows_of(database_url)
        assert await rows_after("read_by_id", 1, 2) == at_first
        assert await rows_after("read_in_room", 1, 2) == at_first

        hurt = await rows_after("delta", 1, 2)
        chance = random.Random(1)
        chosen = sorted(_DATASET.any_player(chance) for _ in range(2))
        assert [(row[0], row[4]) for row in changed(at_first[0], hurt[0])] == [(key, 10**9 - 1) for key in chosen]
        assert hurt[1] == at_first[1]

        saved = await rows_after("save_with_inventory", 3, 2)
        chance = random.Random(3)
        [_, (room, quantity)] = [(_DATASET.new_room(chance), chance.randint(1, LARGEST_QUANTITY)) for _ in range(2)]
        [player] = changed(hurt[0], saved[0])
        assert (player[0], player[3], player[5], player[6]) == (_DATASET.player_id(3), room, 3, 2)
        assert changed(hurt[1], saved[1]) == [(key, player[0], quantity) for key in _DATASET.item_ids(3)]

        batch = await rows_after("save_many", 5, 1)
        room = _DATASET.new_room(random.Random(5))
        assert {row[3] for row in batch[0]} == {room}
        assert [row[5] for row in batch[0]] == [row[5] + 1 for row in saved[0]]
        assert batch[1] == saved[1]


@pytest.mark.asyncio
async def test_rounds_of_a_cell_add_up() -> None:
    calls = []

    async def operation(caller: int, chance: random.Random) -> None:
        calls.append(caller)

    sample = Sample()
    for _ in range(2):
        await measure(sample, operation, callers=3, seconds=0.001)
    row = sample.row("read_by_id", "asyncpg", 3)

    assert row.calls == len(calls) - 2 * 3, "the first call of each caller in a round is not counted"
    assert row.per_s == pytest.approx(row.calls / sample.elapsed, abs=0.1)
    assert sample.peak_mb is not None
    assert sample.peak_mb > 0


@pytest.mark.asyncio
@pytest.mark.parametrize("operation", PGBENCH_OPERATIONS)
async def test_pgbench_makes_as_many_changes_as_calls(database_url: str, operation: str) -> None:
    await fill(database_url, _DATASET)

    row = await pgbench(database_url, _DATASET, operation, callers=2, seconds=1)

    assert (row.operation, row.peer, row.callers) == (operation, "pgbench", 2)
    players, _ = await rows_of(database_url)
    lost = sum(10**9 - player[4] for player in players)
    assert lost == (row.calls if operation == "delta" else 0)


def test_ids_follow_from_numbers() -> None:
    assert _DATASET.player_id(255) == UUID("00000010-0000-0000-0000-100000000255")
    assert _DATASET.room_id(113) == "bench/13"
    assert Dataset(5_000, share=2).own_players()[:2] == [_DATASET.player_id(2_000), _DATASET.player_id(2_001)]
