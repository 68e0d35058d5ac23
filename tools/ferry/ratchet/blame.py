"""Who wrote a line, by git."""

import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

_UNCOMMITTED = "0" * 40


@dataclass(frozen=True, slots=True)
class Author:
    """The commit that brought a line: its id, its author, and when it was written, in seconds since 1970."""

    commit: str
    name: str
    time: int
    subject: str

    def text(self) -> str:
        """Return a line for a person."""
        if self.commit == _UNCOMMITTED:
            return "not committed yet"
        day = datetime.fromtimestamp(self.time, UTC).date().isoformat()
        return f"{self.name}, {day}, {self.commit[:12]}: {self.subject}"


def blame(root: Path, file: str, lines: Iterable[int]) -> dict[int, Author]:
    """Return who wrote each of the lines; empty where git does not know the file, or is not there."""
    wanted = sorted(set(lines))
    if not wanted:
        return {}
    ranges = [argument for line in wanted for argument in ("-L", f"{line},{line}")]
    command = ["git", "-C", str(root), "blame", "--line-porcelain", *ranges, "--", file]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError:
        return {}
    if done.returncode:
        return {}
    return _parse(done.stdout.decode("utf-8", "replace"))


def _parse(porcelain: str) -> dict[int, Author]:
    """Read git's `--line-porcelain`: a header with commit and line, fields, and the line itself after a tab."""
    found: dict[int, Author] = {}
    header: list[str] = []
    fields: dict[str, str] = {}
    for line in porcelain.split("\n"):
        if line.startswith("\t"):
            commit, number = header[0], int(header[2])
            time = 2**62 if commit == _UNCOMMITTED else int(fields["author-time"])
            found[number] = Author(commit, fields["author"], time, fields["summary"])
            header, fields = [], {}
        elif not header:
            header = line.split()
        else:
            key, _, value = line.partition(" ")
            fields[key] = value
    return found
