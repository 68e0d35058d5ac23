"""The directions, the words by which a player names them, and their order."""

from collections.abc import Iterable
from enum import StrEnum


class Direction(StrEnum):
    """A direction of the compass, or up or down. The value is its full name; the order is the one that players read."""

    NORTH = "north"
    NORTHEAST = "northeast"
    EAST = "east"
    SOUTHEAST = "southeast"
    SOUTH = "south"
    SOUTHWEST = "southwest"
    WEST = "west"
    NORTHWEST = "northwest"
    UP = "up"
    DOWN = "down"

    @property
    def abbreviation(self) -> str:
        """The short word: one letter, or two for the directions between two others."""
        for vertical in ("north", "south"):
            if self.value.startswith(vertical) and self.value != vertical:
                return self.value[0] + self.value[len(vertical)]
        return self.value[0]

    @property
    def opposite(self) -> "Direction":
        """The direction that leads back."""
        return _OPPOSITES[self]

    @property
    def origin(self) -> str:
        """Where someone comes from who arrives out of this direction: "the north", "above"."""
        return {"up": "above", "down": "below"}.get(self.value, f"the {self.value}")


_PAIRS = (
    (Direction.NORTH, Direction.SOUTH),
    (Direction.EAST, Direction.WEST),
    (Direction.NORTHEAST, Direction.SOUTHWEST),
    (Direction.NORTHWEST, Direction.SOUTHEAST),
    (Direction.UP, Direction.DOWN),
)
_OPPOSITES = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])}
_WORDS = {word: direction for direction in Direction for word in (direction.value, direction.abbreviation)}
_ORDER = {direction.value: position for position, direction in enumerate(Direction)}


def parse_direction(word: str) -> Direction | None:
    """The direction that `word` names in full or in short, whatever its case; None when it names none."""
    return _WORDS.get(word.strip().casefold())


def sorted_exits(names: Iterable[str]) -> tuple[str, ...]:
    """The names of exits in the order of the compass; unknown ones follow, by alphabet."""
    return tuple(sorted(names, key=lambda name: (_ORDER.get(name, len(_ORDER)), name)))
