"""What the gate demands: `floors.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


class FloorsError(ValueError):
    """The file of floors is wrong; the message says what is."""


@dataclass(frozen=True)
class Floors:
    """The floors.

    Attributes:
        total: percent of all lines, 1 to 100.
        folders: percent of the lines of a folder, by its name, which ends in `/`.
        exempt: reasons by the files (or folders, which end in `/`) that are not counted.
    """

    total: int
    folders: Mapping[str, int]
    exempt: Mapping[str, str]

    def counts(self, path: str) -> bool:
        """Tells whether a source file is counted."""
        return not any(path == name or (name.endswith("/") and path.startswith(name)) for name in self.exempt)


def load_floors(file: Path) -> Floors:
    """Reads the floors.

    Raises:
        FloorsError: a floor is no percentage, or an exemption has no reason.
        OSError: the file cannot be read.
    """
    document = tomllib.loads(file.read_text(encoding="utf-8"))
    floors = {"total": None, **document.get("floor", {})}
    for name, percent in floors.items():
        if not isinstance(percent, int) or not 1 <= percent <= 100:
            raise FloorsError(f"{file}: floor.{name} is {percent!r}, not a whole number from 1 to 100")
        if name != "total" and not name.endswith("/"):
            raise FloorsError(f"{file}: floor.{name} is neither the total nor a folder, whose name ends in /")
    total = floors.pop("total")
    exempt = document.get("exempt", {})
    for path, reason in exempt.items():
        if not isinstance(reason, str) or not reason.strip():
            raise FloorsError(f"{file}: the exemption of {path} has no reason")
    return Floors(total, floors, exempt)
