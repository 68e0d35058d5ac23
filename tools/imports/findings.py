"""What the check found."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What is wrong with a dependency or a file."""

    MISSING = "missing"
    SUPERFLUOUS = "superfluous"
    UNKNOWN = "unknown"
    FORBIDDEN = "forbidden"
    NO_REASON = "no reason"
    NO_TARGET = "no target"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, order=True)
class Edit:
    """A command for buildozer: what to change, in which target."""

    change: str
    target: str

    def __str__(self) -> str:
        """Return the command as one types it in a shell."""
        return f"buildozer '{self.change}' {self.target}"


@dataclass(frozen=True)
class Finding:
    """One thing to mend.

    `place` is the target, or the file when no target holds it; `evidence` says where to look, as `path:line`, and why.
    `edit` mends it, where buildozer can.
    """

    place: str
    kind: Kind
    subject: str
    evidence: str
    edit: Edit | None = None
