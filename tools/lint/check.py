"""What a check is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Check:
    """One program over the sources.

    `fix` is the same program told to mend what it finds; `None` when only a person can. `env` is added to the
    environment.
    """

    name: str
    command: tuple[str, ...]
    cwd: Path
    fix: tuple[str, ...] | None = None
    env: Mapping[str, str] = field(default_factory=dict)
