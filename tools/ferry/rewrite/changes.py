"""What a step does to a tree: new contents of files, deletions, and what it leaves to a person."""

from dataclasses import dataclass, field

from tools.ferry.model import Blocker, WrongUse


class ChangedMeanwhile(WrongUse):
    """A file is not any more what the step was made from; nothing was written."""

    def __init__(self, file: object) -> None:
        super().__init__(f"{file} changed meanwhile; nothing was written; run the step again")


@dataclass(slots=True)
class Changes:
    """`contents` maps a file to its new bytes, or to None when it goes; files that stay the same are not listed.

    `made_from` has the bytes of these files that the step was made from, or None of one that was not there.
    """

    contents: dict[str, bytes | None] = field(default_factory=dict)
    made_from: dict[str, bytes | None] = field(default_factory=dict)
    functions: list[str] = field(default_factory=list)
    blockers: list[Blocker] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    edits: int = 0
