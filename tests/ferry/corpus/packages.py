"""What the corpus consists of: `packages.toml`, read."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Package:
    """A source distribution and the facade in it. Paths are relative to the unpacked tree, `/` separated."""

    name: str
    version: str
    sha256: str
    style: str
    facade: str
    twin: str
    tests: tuple[str, ...]
    accessors: tuple[str, ...] = ()
    roots: tuple[str, ...] = (".",)
    exclude: tuple[str, ...] = ()
    sync_callers: tuple[str, ...] = ()
    suite: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    checked_near: bool = False


def read_packages(path: Path = HERE / "packages.toml") -> dict[str, Package]:
    """Return the packages by name, in the order of the file."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: _package(name, entry) for name, entry in data.items()}


def _package(name: str, entry: dict[str, Any]) -> Package:
    lists = {key: tuple(value) for key, value in entry.items() if isinstance(value, list)}
    return Package(name=name, **{**entry, **lists})
