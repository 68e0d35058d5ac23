"""Who wrote a line, and what was committed since a file was written, by git."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tools.ferry.git import ask

_UNCOMMITTED = "0" * 40


@dataclass(frozen=True, slots=True)
class Author:
    """The commit that brought a line: its id, its author, and when it was written, in seconds since 1970.

    A line that is not committed has git's id for that, no time, and neither a name nor a subject.
    """

    commit: str
    name: str
    time: int | None
    subject: str

    @property
    def is_committed(self) -> bool:
        """Whether the line is in a commit."""
        return self.commit != _UNCOMMITTED

    def text(self) -> str:
        """Return a line for a person."""
        if self.time is None:
            return "not committed yet"
        day = datetime.fromtimestamp(self.time, UTC).date().isoformat()
        return f"{self.name}, {day}, {self.commit[:12]}: {self.subject}"


_NOBODY = Author(_UNCOMMITTED, "", None, "")


def blame(root: Path, file: str, lines: Iterable[int]) -> dict[int, Author]:
    """Return who wrote each of the lines; nothing where git is not there. A file that it does not know is new."""
    wanted = sorted(set(lines))
    if not wanted:
        return {}
    ranges = [argument for line in wanted for argument in ("-L", f"{line},{line}")]
    told = _git(root, "blame", "--line-porcelain", *ranges, "--", file)
    if told is not None:
        return _parse(told)
    return {} if _git(root, "rev-parse", "--show-toplevel") is None else dict.fromkeys(wanted, _NOBODY)


def commits_since(root: Path, file: Path) -> list[Author]:
    """Return the commits that changed the tree since the one that last changed the file, youngest first.

    What is not committed comes before them. Nothing where git does not know the file.
    """
    last = _git(root, "log", "-1", "--format=%H", "--", str(file.resolve()))
    if not last:
        return []
    told = _git(root, "log", "--format=%H%x00%an%x00%at%x00%s", f"{last.strip()}..HEAD", "--", ".") or ""
    rows = (line.split("\0") for line in told.splitlines())
    found = [Author(commit, name, int(time), subject) for commit, name, time, subject in rows]
    return [*([_NOBODY] if _git(root, "status", "--porcelain", "--", "*.py") else []), *found]


def moved_since(root: Path, file: Path) -> dict[str, str]:
    """Return the files of the tree that have another name since the commit that last changed the file: old -> new.

    Nothing where git does not know the file.
    """
    last = _git(root, "log", "-1", "--format=%H", "--", str(file.resolve()))
    told = (
        _git(root, "diff", "-M", "--name-status", "--diff-filter=R", "--relative", "-z", last.strip()) if last else ""
    )
    parts = (told or "").split("\0")
    return dict(zip(parts[1::3], parts[2::3], strict=False))


def _git(root: Path, *arguments: str) -> str | None:
    """Return what git says; None when it is not there, or fails."""
    answer = ask(root, *arguments)
    return None if answer is None or answer.code else answer.output.decode("utf-8", "replace")


def _parse(porcelain: str) -> dict[int, Author]:
    """Read git's `--line-porcelain`: a header with commit and line, fields, and the line itself after a tab."""
    found: dict[int, Author] = {}
    header: list[str] = []
    fields: dict[str, str] = {}
    for line in porcelain.split("\n"):
        if line.startswith("\t"):
            commit, number = header[0], int(header[2])
            author = Author(commit, fields["author"], int(fields["author-time"]), fields["summary"])
            found[number] = author if author.is_committed else _NOBODY
            header, fields = [], {}
        elif not header:
            header = line.split()
        else:
            key, _, value = line.partition(" ")
            fields[key] = value
    return found
