"""The table has the ratios, the plot a bar for each row, and an aim is met or missed."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from benchmarks.persistence.aims import AIMS, Aim, judged
from benchmarks.persistence.measure import Row, Sample
from benchmarks.persistence.plot import svg
from benchmarks.persistence.report import table
from benchmarks.persistence.run import FULL, OPERATIONS, PEERS

_PLAIN = Row("read_by_id", "asyncpg", 128, per_s=1_000, p50_ms=1, p99_ms=20, cpu_us=3, peak_mb=40, calls=5_000)
_OURS = replace(_PLAIN, peer="ferry", per_s=6_500, p99_ms=4)
_PGBENCH = replace(_PLAIN, peer="pgbench", per_s=4_000, peak_mb=None)
_BATCH = replace(_OURS, operation="save_many", callers=1)
_ROWS = [_PLAIN, _OURS, _PGBENCH, _BATCH]


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_a_row_has_the_ratios_of_throughput_and_p99_to_plain_asyncpg() -> None:
    lines = table(_ROWS).splitlines()

    ratios = [(cells(line)[4], cells(line)[7]) for line in lines[2:]]
    assert ratios == [("1.00", "1.00"), ("6.50", "0.20"), ("4.00", "1.00"), ("-", "-")]


def test_the_table_is_markdown() -> None:
    head, rule, *lines = table(_ROWS).splitlines()

    assert cells(head)[:4] == ["operation", "callers", "peer", "per s"]
    assert set(rule) == set("|-:")
    assert len({len(line) for line in (head, rule, *lines)}) == 1


def test_an_aim_is_met_or_missed_or_not_spoken_of() -> None:
    assert judged(_ROWS) == [
        "met    read_by_id, 128 callers: 6.50 × asyncpg, aim ≥ 6",
        "met    p99 of read_by_id, 128 callers: 0.20 × asyncpg, aim ≤ 0.25",
        "MISSED read_by_id, 128 callers: 1.62 × pgbench, aim ≥ 2",
    ]
    assert judged([]) == []


def test_a_batch_is_compared_with_the_layers_own_loop() -> None:
    loop = replace(_BATCH, operation="save_loop", per_s=600)

    assert judged([_BATCH, loop]) == ["met    save_many, 1 caller: 10.83 × ferry save_loop, aim ≥ 10"]


@pytest.mark.parametrize("aim", AIMS, ids=str)
def test_every_aim_is_about_a_cell_that_is_measured(aim: Aim) -> None:
    assert aim.operation in OPERATIONS
    assert aim.callers in FULL.callers
    assert aim.peer in (*PEERS, "pgbench")


def test_the_slowest_calls_of_every_operation_of_many_callers_are_judged() -> None:
    judged_by_p99 = {(aim.operation, aim.callers, aim.peer) for aim in AIMS if aim.figure == "p99_ms"}

    assert judged_by_p99 == {(operation, 128, "asyncpg") for operation in OPERATIONS if operation != "save_many"}


def test_the_plot_has_a_bar_for_each_row() -> None:
    root = ElementTree.fromstring(svg(_ROWS))  # noqa: S314 - our own

    bars = {bar.attrib["fill"]: float(bar.attrib["width"]) for bar in root.findall("{http://www.w3.org/2000/svg}rect")}
    assert len(root.findall("{http://www.w3.org/2000/svg}rect")) == 4
    assert bars["#0b6e4f"] == pytest.approx(6.5 * bars["#c8553d"], rel=0.01)


def test_a_row_counts_things_and_not_calls() -> None:
    sample = Sample(elapsed=1.0, cpu=0.3)
    sample.latencies.extend([0.4, 0.1, 0.2])

    row = sample.row("save_many", "ferry", 1, weight=1_000)

    assert (row.per_s, row.p50_ms, row.p99_ms, row.cpu_us, row.calls) == (3_000, 200, 400, 100, 3)
