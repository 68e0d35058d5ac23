"""What the generated code base is about: its subjects, and the operations of its facade."""

from collections.abc import Sequence
from dataclasses import dataclass

_THINGS = (
    "guild", "quest", "market", "harbour", "temple", "arena", "forge", "garden", "library", "tavern",
    "castle", "mine", "forest", "island", "road", "bridge", "tower", "cellar", "stable", "mill",
)  # fmt: skip
_SIDES = ("", "trade", "rumour", "season", "legend", "omen", "relic", "crew")
ENTITIES = ("player", "room", "item", "account", "container", "profession", "message", "event", "recipe", "title")


@dataclass(frozen=True, slots=True)
class Operation:
    """A method of the facade: its name, its parameters beside `self`, what it returns, how callers pass values.

    `renamed` is its name in the async class.
    """

    name: str
    parameters: str
    returns: str
    arguments: str
    renamed: str

    @property
    def entity(self) -> str:
        """The class name that the operation is about."""
        return self.returns.removeprefix("list[").removesuffix("]").partition(" ")[0]


def operations() -> Sequence[Operation]:
    """The forty operations of the facade: four for each entity."""
    found: list[Operation] = []
    for entity in ENTITIES:
        cls = entity.title()
        found += [
            Operation(f"get_{entity}", "key: str", f"{cls} | None", "{key}", f"get_{entity}_by_id"),
            Operation(f"list_{entity}s", "limit: int = 100", f"list[{cls}]", "limit={number}", f"list_{entity}s"),
            Operation(f"save_{entity}", f"{entity}: {cls}", cls, f"{cls}({{key}}, {{number}})", f"save_{entity}"),
            Operation(f"count_{entity}s", "prefix: str = ''", "int", "{key}", f"count_{entity}s"),
        ]
    return found


def domains(count: int) -> Sequence[str]:
    """That many names, each an identifier."""
    names = [f"{thing}_{side}" if side else thing for side in _SIDES for thing in _THINGS]
    return [names[n] if n < len(names) else f"{names[n % len(names)]}_{n // len(names) + 1}" for n in range(count)]
