"""Whatever a file holds, loading it gives a world or a list of problems, and never another error."""

import re
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from server.game.movement import Direction
from server.world import World, WorldError, load_world

REPEATABLE = settings(deadline=None, derandomize=True, database=None)
"""The same examples on every machine, however slow its disk."""
WORDS = ["zone", "start", "rooms", "name", "description", "exits", "north", "to", "one_way", "bay", "pier", "bay/pier"]
MARKS = [": ", "\n", "  ", "{", "}", "[", "]", ", ", "- ", "&a ", "*a", "!!str ", "|", ">-", '"', "'", "true", "1", "~"]
TOKENS = st.sampled_from(WORDS + MARKS)
TEXTS = st.text() | st.lists(TOKENS, max_size=40).map("".join)
ROOM_IDS = st.sampled_from(["pier", "beach", "reef"])
EXITS = st.dictionaries(st.sampled_from([direction.value for direction in Direction]), ROOM_IDS, max_size=3)


def load(text: str) -> World | WorldError:
    """What comes of a world with this one file."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.yaml").write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            return load_world(Path(folder))
        except WorldError as error:
            return error


@REPEATABLE
@given(TEXTS)
def test_any_text_is_a_world_or_has_problems_with_a_place(text: str) -> None:
    result = load(text)

    if isinstance(result, WorldError):
        assert result.problems
        assert all(re.match(r"a\.yaml:[1-9][0-9]*: \S", line) for line in str(result).splitlines())


@REPEATABLE
@given(st.dictionaries(ROOM_IDS, EXITS, min_size=1))
def test_a_world_that_loads_can_be_walked_from_anywhere_to_anywhere_and_back(rooms: dict[str, dict[str, str]]) -> None:
    lines = ["zone: bay", "start: pier", "rooms:"]
    for room, exits in rooms.items():
        lines += [f"  {room}:", f"    name: {room}", "    description: d", f"    exits: {exits}".replace("'", "")]

    result = load("\n".join(lines))

    sound = "pier" in rooms and all(
        to != room and rooms.get(to, {}).get(Direction(direction).opposite) == room
        for room, exits in rooms.items()
        for direction, to in exits.items()
    )
    connected = sound and set(rooms) == _reach("pier", rooms)
    assert isinstance(result, World) == connected


def _reach(start: str, rooms: dict[str, dict[str, str]]) -> set[str]:
    seen = {start}
    while more := {to for room in seen for to in rooms[room].values()} - seen:
        seen |= more
    return seen
