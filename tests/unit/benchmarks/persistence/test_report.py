"""The table has a ratio for each row, the plot a bar."""

from xml.etree import ElementTree

import pytest

from benchmarks.persistence.measure import Row, summarise
from benchmarks.persistence.report import svg, table

_ROWS = [
    Row("read_by_id", "asyncpg", 128, per_s=1_000, p50_ms=1, p99_ms=2, cpu_us=3, peak_mb=4),
    Row("read_by_id", "ferry", 128, per_s=6_500, p50_ms=1, p99_ms=2, cpu_us=3, peak_mb=4),
    Row("save_many", "ferry", 1, per_s=10, p50_ms=1, p99_ms=2, cpu_us=3, peak_mb=4),
]


def test_a_row_has_its_ratio_to_plain_asyncpg() -> None:
    lines = table(_ROWS).splitlines()

    assert [line.split()[4] for line in lines[1:]] == ["1.00", "6.50", "-"]


def test_the_plot_has_a_bar_for_each_row() -> None:
    root = ElementTree.fromstring(svg(_ROWS))  # noqa: S314 - our own

    bars = root.findall("{http://www.w3.org/2000/svg}rect")
    assert len(bars) == 3
    assert float(bars[1].attrib["width"]) == pytest.approx(6.5 * float(bars[0].attrib["width"]), rel=0.01)


def test_a_summary_counts_things_and_not_calls() -> None:
    row = summarise("save_many", "ferry", 1, [0.1, 0.2, 0.4], elapsed=1.0, cpu=0.3, weight=1_000)

    assert (row.per_s, row.p50_ms, row.p99_ms, row.cpu_us) == (3_000, 200, 400, 100)
