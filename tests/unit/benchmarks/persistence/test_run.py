"""A run on a real server, as short as can be: every cell has its row, and the program says what it does."""

import pytest

from benchmarks.persistence.dataset import Dataset, connect, fill
from benchmarks.persistence.run import OPERATIONS, PEERS, Plan, measure_all, measure_memory

_PLAN = Plan(players=5_000, callers=(1, 2), rounds=1, batch_rounds=1, round_s=0.01)


@pytest.mark.asyncio
async def test_a_run_has_a_row_for_each_operation_peer_and_number_of_callers(database_url: str) -> None:
    said: list[str] = []
    await fill(database_url, Dataset(_PLAN.players))

    rows = await measure_all(database_url, _PLAN, said.append)

    cells = [(row.operation, row.callers, row.peer) for row in rows]
    peers = {
        name: [*PEERS, *(["pgbench"] if name in ("read_by_id", "read_in_room", "delta") else [])] for name in OPERATIONS
    }
    callers = {name: (1,) if name == "save_many" else _PLAN.callers for name in OPERATIONS}
    expected = [(name, number, peer) for name in OPERATIONS for number in callers[name] for peer in peers[name]]
    assert cells == [*expected, ("save_loop", 1, "ferry")]
    assert all(row.per_s > 0 and row.p50_ms <= row.p99_ms and row.cpu_us >= 0 for row in rows)
    assert len(said) == len({(row.operation, row.callers) for row in rows}) - 1


@pytest.mark.asyncio
async def test_a_soak_makes_the_calls_and_reads_the_memory(database_url: str) -> None:
    await fill(database_url, Dataset(1_000))

    readings = [reading async for reading in measure_memory(database_url, 1_000, 20_000, lambda _: None)]

    assert len(readings) == 11
    assert readings[-1].calls == pytest.approx(20_000, rel=0.1)
    assert all(reading.resident_mb > 0 for reading in readings)
    connection = await connect(database_url)
    try:
        assert await connection.fetchval("SELECT sum(max_health - health) FROM players") == readings[-1].calls / 2
    finally:
        await connection.close()
