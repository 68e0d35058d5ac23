"""Every peer does every operation: the same calls leave the same rows."""

import random
from uuid import UUID

import pytest

from benchmarks.persistence.dataset import Dataset, connect, fill
from benchmarks.persistence.measure import Sample, measure
from benchmarks.persistence.pgbench import OPERATIONS as PGBENCH_OPERATIONS
from benchmarks.persistence.pgbench import pgbench
from benchmarks.persistence.run import OPERATIONS
from benchmarks.persistence.run_peer import PEERS

_DATASET = Dataset(1_000)
_PEERS = sorted(PEERS)

Rows = list[tuple[object, ...]]


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


async def rows_after(url: str, peer: str, operation: str) -> tuple[Rows, Rows]:
    """The rows after a few calls that are the same for every peer."""
    async with PEERS[peer](url, _DATASET) as operations:
        for caller in (0, 3):
            chance = random.Random(caller)
            for _ in range(2):
                await operations[operation](caller, chance)
    return await rows_of(url)


def changed(before: Rows, after: Rows) -> Rows:
    return [new for old, new in zip(before, after, strict=True) if old != new]


@pytest.mark.asyncio
@pytest.mark.parametrize("peer", _PEERS)
async def test_a_peer_offers_all_operations(database_url: str, peer: str) -> None:
    await fill(database_url, Dataset(10))

    async with PEERS[peer](database_url, Dataset(10)) as operations:
        assert set(OPERATIONS) <= set(operations)


@pytest.mark.asyncio
@pytest.mark.parametrize("peer", _PEERS)
async def test_a_delta_takes_one_point_of_health_of_the_players_that_chance_chose(database_url: str, peer: str) -> None:
    await fill(database_url, _DATASET)
    before, _ = await rows_of(database_url)

    after, _ = await rows_after(database_url, peer, "delta")

    chances = [random.Random(0), random.Random(3)]
    chosen = sorted(_DATASET.any_player(chance) for chance in chances for _ in range(2))
    assert [(row[0], row[4]) for row in changed(before, after)] == [(key, 10**9 - 1) for key in chosen]


@pytest.mark.asyncio
@pytest.mark.parametrize("peer", _PEERS)
async def test_a_save_with_inventory_writes_the_player_and_its_ten_items(database_url: str, peer: str) -> None:
    await fill(database_url, _DATASET)
    before, items_before = await rows_of(database_url)

    after, items_after = await rows_after(database_url, peer, "save_with_inventory")

    assert [(row[0], row[5], row[6]) for row in changed(before, after)] == [
        (_DATASET.player_id(number), 3, 2) for number in (0, 3)
    ]
    chance = random.Random(3)
    rooms_and_quantities = [(_DATASET.new_room(chance), chance.randint(1, 1_000)) for _ in range(2)]
    assert after[3][3] == rooms_and_quantities[-1][0]
    of_second = [(key, quantity) for key, owner, quantity in items_after if owner == _DATASET.player_id(3)]
    assert of_second == [(key, rooms_and_quantities[-1][1]) for key in _DATASET.item_ids(3)]
    assert len(items_after) == len(items_before)
    assert len(changed(items_before, items_after)) == 20


@pytest.mark.asyncio
@pytest.mark.parametrize("peer", _PEERS)
async def test_a_batch_saves_a_thousand_players(database_url: str, peer: str) -> None:
    await fill(database_url, _DATASET)

    after, _ = await rows_after(database_url, peer, "save_many")

    chance = random.Random(3)
    rooms = [_DATASET.new_room(chance) for _ in range(2)]
    assert {(row[3], row[5]) for row in after} == {(rooms[-1], 5)}


@pytest.mark.asyncio
@pytest.mark.parametrize("peer", _PEERS)
@pytest.mark.parametrize("operation", ["read_by_id", "read_in_room"])
async def test_a_read_changes_nothing(database_url: str, peer: str, operation: str) -> None:
    await fill(database_url, _DATASET)
    before = await rows_of(database_url)

    assert await rows_after(database_url, peer, operation) == before


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
    lost = sum(10**9 - int(str(player[4])) for player in players)
    assert lost == (row.calls if operation == "delta" else 0)


def test_ids_follow_from_numbers() -> None:
    assert _DATASET.player_id(255) == UUID("00000010-0000-0000-0000-100000000255")
    assert _DATASET.room_id(113) == "bench/13"
    assert Dataset(5_000, share=2).own_players()[:2] == [_DATASET.player_id(2_000), _DATASET.player_id(2_001)]
