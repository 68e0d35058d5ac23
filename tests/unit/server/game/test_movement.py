"""Directions and exits."""

import pytest

from server.game.movement import Direction, parse_direction, sorted_exits


@pytest.mark.parametrize(
    ("word", "direction"),
    [
        ("north", Direction.NORTH),
        ("N", Direction.NORTH),
        (" Se ", Direction.SOUTHEAST),
        ("nw", Direction.NORTHWEST),
        ("u", Direction.UP),
        ("DOWN", Direction.DOWN),
    ],
)
def test_a_direction_is_named_in_full_or_in_short_in_any_case(word: str, direction: Direction) -> None:
    assert parse_direction(word) is direction


@pytest.mark.parametrize("word", ["", "nor", "norht", "left", "n s"])
def test_other_words_name_no_direction(word: str) -> None:
    assert parse_direction(word) is None


def test_no_two_directions_share_a_word() -> None:
    words = [word for direction in Direction for word in (direction.value, direction.abbreviation)]

    assert len(set(words)) == len(words) == 20


@pytest.mark.parametrize("direction", list(Direction))
def test_the_way_back_of_the_way_back_is_the_way(direction: Direction) -> None:
    assert direction.opposite is not direction
    assert direction.opposite.opposite is direction


def test_exits_are_read_round_the_compass_and_strange_ones_last() -> None:
    assert sorted_exits(["up", "portal", "west", "north", "alley"]) == ("north", "west", "up", "alley", "portal")
