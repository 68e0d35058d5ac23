"""What a step does to a tree: new contents of files, deletions, and what it leaves to a person."""

from dataclasses import dataclass, field

from tools.ferry.model import Blocker


@dataclass(slots=True)
class Changes:
    """`contents` maps a file to its new bytes, or to None when it goes; files that stay the same are not listed."""

    contents: dict[str, bytes | None] = field(default_factory=dict)
    functions: list[str] = field(default_factory=list)
    blockers: list[Blocker] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    edits: int = 0
