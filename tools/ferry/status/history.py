"""The burn-down by day: a file that keeps a line for each day, and the days before it from git."""

import json
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path

from tools.ferry.git import ask
from tools.ferry.model import WrongUse


class HistoryError(WrongUse):
    """The history file or git's history cannot be used; the message says why."""


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """What was left at the end of a day (`date` as 2026-01-31): uses, functions, blockers, and what each step had."""

    date: str
    left: int
    functions: int
    blockers: int
    steps: Mapping[str, int]


def read_history(path: Path) -> tuple[Day, ...]:
    """Return the days that the file keeps; none when there is no file yet.

    Raises:
        HistoryError: when the file is no history.
    """
    if not path.exists():
        return ()
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["version"] != 1:
            raise HistoryError(f"{path}: version must be 1, is {data['version']!r}")
        return tuple(sorted(Day(**day) for day in data["days"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise HistoryError(f"{path}: is no history of `ferry status`: {error}") from error


def write_history(path: Path, days: Iterable[Day]) -> None:
    """Write the days to the file, a line each, so that a merge of two branches is easy.

    Raises:
        HistoryError: when it cannot be written.
    """
    lines = ",\n".join(f"  {json.dumps(asdict(day))}" for day in sorted(days))
    try:
        path.write_text(f'{{"version": 1, "days": [\n{lines}\n]}}\n', encoding="utf-8")
    except OSError as error:
        raise HistoryError(f"{path}: cannot be written: {error.strerror}") from error


def last_commits(root: Path, since: str, until: str) -> dict[str, str]:
    """Return day -> its last commit, for the days from `since` up to but not including `until` that have one.

    Raises:
        HistoryError: when git cannot tell.
    """
    log = _git(root, "log", "--first-parent", "--reverse", "--format=%cs %H", f"--since={since}T00:00:00", "--", ".")
    commits = dict(line.split() for line in log.decode().splitlines())
    return {date: commit for date, commit in sorted(commits.items()) if since <= date < until}


def is_shallow(root: Path) -> bool:
    """Tell whether this copy has the last commits alone, as that of a CI often has.

    Raises:
        HistoryError: when git cannot tell.
    """
    return _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"


@contextmanager
def tree_of(root: Path, commit: str) -> Iterator[Path]:
    """Unpack the tree as it was at a commit; the folder is gone when the context ends."""
    with tempfile.TemporaryDirectory(prefix="ferry-") as folder:
        with zipfile.ZipFile(BytesIO(_git(root, "archive", "--format=zip", commit, "."))) as archive:
            archive.extractall(folder)
        yield Path(folder)


def _git(root: Path, *arguments: str) -> bytes:
    answer = ask(root, *arguments)
    if answer is None:
        raise HistoryError("--since: there is no git to ask")
    if answer.code != 0:
        raise HistoryError(f"--since: git {arguments[0]}: {answer.error}")
    return answer.output


def merged(kept: Sequence[Day], new: Iterable[Day]) -> tuple[Day, ...]:
    """Return the days of both, each once; a new one replaces a kept one."""
    return tuple(sorted({day.date: day for day in (*kept, *new)}.values()))
