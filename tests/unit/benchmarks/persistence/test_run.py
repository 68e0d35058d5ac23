"""A run on a real server, as short as can be: every cell has its row, and the program says what it does."""

import pytest

from benchmarks.persistence.dataset import Dataset, connect, fill
from benchmarks.persistence.run import PEERS, Plan, measure_all, measure_memory

_PLAN = Plan(
    players=5_000, callers=(1, 2), rounds=1, batch_rounds=1, round_s=0.01, operations=("delta", "save_with_inventory")
)


@pytest.mark.asyncio
async def test_a_run_has_a_row_for_each_operation_number_of_callers_and_peer(database_url: str) -> None:
    said: list[str] = []
    await fill(database_url, Dataset(_PLAN.players))

    rows = await measure_all(database_url, _PLAN, said.append)

    assert [(row.operation, row.callers, row.peer) for row in rows] == [
        *(("delta", callers, peer) for callers in (1, 2) for peer in (*PEERS, "pgbench")),
        *(("save_with_inventory", callers, peer) for callers in (1, 2) for peer in PEERS),
    ]
    assert all(row.per_s > 0 and row.p50_ms <= row.p99_ms and row.cpu_us >= 0 for row in rows)
    assert len(said) == 4


@pytest.mark.asyncio
async def test_a_soak_makes_the_calls_and_reads_the_memory(database_url: str) -> None:
    await fill(database_url, Dataset(1_000))

    readings = [reading async for reading in measure_memory(database_url, 1_000, 2_000, lambda _: None)]

    assert len(readings) == 11
    assert readings[-1].calls >= 2_000
    assert all(reading.resident_mb > 0 for reading in readings)
    connection = await connect(database_url)
    try:
        assert await connection.fetchval("SELECT sum(max_health - health) FROM players") == readings[-1].calls / 2
    finally:
        await connection.close()
