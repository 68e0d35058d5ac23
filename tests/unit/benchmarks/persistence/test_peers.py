"""Every peer does every operation, on the same data and with the same effect."""

from uuid import UUID

import pytest

from benchmarks.persistence.dataset import Dataset, connect, fill
from benchmarks.persistence.measure import measure
from benchmarks.persistence.pgbench import OPERATIONS as PGBENCH_OPERATIONS
from benchmarks.persistence.pgbench import pgbench
from benchmarks.persistence.run_peer import PEERS

_DATASET = Dataset(100)
_OPERATIONS = ("read_by_id", "read_in_room", "delta", "save_with_inventory", "save_many")


async def state(url: str) -> tuple[int, int, int]:
    """How much health is lost, how many versions there were, and how many items there are."""
    connection = await connect(url)
    try:
        row = await connection.fetchrow(
            "SELECT sum(max_health - health)::int, sum(version)::int, (SELECT count(*)::int FROM items) FROM players"
        )
    finally:
        await connection.close()
    assert row is not None
    return row[0], row[1], row[2]


@pytest.mark.asyncio
@pytest.mark.parametrize("peer", sorted(PEERS))
async def test_a_peer_does_every_operation(database_url: str, peer: str) -> None:
    await fill(database_url, _DATASET)
    before = await state(database_url)

    async with PEERS[peer](database_url, _DATASET) as operations:
        assert set(operations) == set(_OPERATIONS)
        rows = {
            name: await measure(name, peer, operations[name], 2 if name != "save_many" else 1, 0.02)
            for name in _OPERATIONS
        }

    after = await state(database_url)
    assert all(row.per_s > 0 and row.p50_ms <= row.p99_ms for row in rows.values())
    assert after[0] > before[0]
    assert after[1] > before[1]
    assert after[2] == before[2] == 1_000


@pytest.mark.asyncio
@pytest.mark.parametrize("operation", PGBENCH_OPERATIONS)
async def test_pgbench_does_its_operations(database_url: str, operation: str) -> None:
    await fill(database_url, _DATASET)

    row = await pgbench(database_url, _DATASET, operation, callers=2, seconds=1)

    assert (row.operation, row.peer, row.callers) == (operation, "pgbench", 2)
    assert row.per_s > 0
    lost, _, _ = await state(database_url)
    assert (lost > 0) == (operation == "delta")


def test_ids_follow_from_numbers() -> None:
    assert _DATASET.player_id(255) == UUID("00000010-0000-0000-0000-0000000000ff")
    assert _DATASET.room_id(13) == "bench/3"
