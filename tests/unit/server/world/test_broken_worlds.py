"""Every rule of a world as a whole, each shown by files that break it and the exact complaint about them."""

from pathlib import Path

import pytest

from server.world import load_world
from tests.unit.server.world.small_world import GOOD, complaints


def test_the_pattern_that_the_cases_break_is_good(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD)

    assert len(load_world(tmp_path).rooms) == 2


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        pytest.param(
            "east: beach", "east: reef", "7: east leads to 'bay/reef', which does not exist", id="exit-to-nowhere"
        ),
        pytest.param(
            "east: beach", "east: sea/x", "7: east leads to 'sea/x', which does not exist", id="exit-to-no-zone"
        ),
        pytest.param("east: beach", "east: beach, up: pier", "7: up leads back to its own room", id="exit-to-itself"),
        pytest.param(
            "west: pier",
            "north: pier",
            "7: east leads to 'bay/beach', which has no exit west back; add it, or mark this one one_way",
            id="no-way-back",
        ),
        pytest.param(
            "west: pier",
            "west: {to: pier, one_way: true}",
            "12: west is marked one_way, but 'bay/pier' leads east back",
            id="one-way-with-a-way-back",
        ),
        pytest.param(
            "start: pier", "start: reef", "2: the start room 'bay/reef' does not exist", id="start-does-not-exist"
        ),
        pytest.param("start: pier\n", "", "1: no file of this world names its start room", id="no-start"),
    ],
)
def test_a_broken_world_is_reported_with_line_and_reason(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    assert GOOD.count(old) == 1

    reported = complaints(tmp_path, GOOD.replace(old, new))

    assert f"a.yaml:{complaint}" in reported


def test_a_room_that_nobody_can_reach_is_reported(tmp_path: Path) -> None:
    lonely = "  cave:\n    name: Cave\n    description: Dark.\n    exits: {up: {to: pier, one_way: true}}\n"

    assert complaints(tmp_path, GOOD + lonely) == [
        "a.yaml:13: room 'bay/cave' cannot be reached from the start room 'bay/pier'"
    ]


def test_a_room_that_nobody_can_leave_is_reported(tmp_path: Path) -> None:
    trap = "      down: {to: pit, one_way: true}\n  pit:\n    name: Pit\n    description: Deep.\n    exits: {}\n"

    assert complaints(tmp_path, GOOD + trap) == [
        "a.yaml:14: no way leads from room 'bay/pit' back to the start room 'bay/pier'"
    ]


def test_a_second_start_room_is_reported(tmp_path: Path) -> None:
    second = GOOD.replace("zone: bay", "zone: sea")

    assert complaints(tmp_path, GOOD, second) == ["b.yaml:2: the start room is already named at a.yaml:2"]


def test_a_zone_told_in_two_files_is_reported(tmp_path: Path) -> None:
    assert "b.yaml:1: zone 'bay' is already told in a.yaml" in complaints(tmp_path, GOOD, GOOD)
