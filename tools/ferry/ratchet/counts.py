"""The counts, their file, and which of them rose."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.ferry.model import Finding, WrongUse
from tools.ferry.ratchet.blame import Author, blame

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Rise:
    """A count that rose; `new` holds the findings that are the youngest by git, each with who wrote its line."""

    file: str
    rule: str
    count: int
    before: int
    new: tuple[tuple[Finding, Author | None], ...]

    def lines(self) -> list[str]:
        """Return what to say about it: the counts, then a line for each new finding."""
        said = [f"{self.file} {self.rule}: {self.count}, was {self.before}"]
        for finding, author in self.new:
            said.append(f"  {finding.file}:{finding.line}: {finding.message}")
            said.append(f"    {author.text() if author else 'the tree is no git repository that knows the file'}")
        return said


def turn(path: Path, findings: Sequence[Finding], root: Path) -> list[Rise]:
    """Return the counts that rose since the file was written. When none did, the file takes the new, lower counts.

    A file without counts is made. What is left of a file that is gone counts for a new file, so that moving code is no
    rise; the total of a rule never rises by it.

    Raises:
        WrongUse: when the file is none of the ratchet's, or cannot be written.
    """
    now = Counter((finding.file, finding.rule) for finding in findings)
    if path.exists():
        before = _read(path)
        risen = _risen(now, before, root)
        if risen:
            return [_explain(root, findings, key, now[key], before.get(key, 0)) for key in risen]
    counts = {f"{file} {rule}": count for (file, rule), count in sorted(now.items())}
    try:
        path.write_text(json.dumps({"version": _VERSION, "counts": counts}, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise WrongUse(f"{path}: cannot be written: {error.strerror}") from error
    return []


def _read(path: Path) -> dict[tuple[str, str], int]:
    try:
        data: Any = json.loads(path.read_text(encoding="utf-8"))
        counts: Mapping[str, Any] = data["counts"]
        if data["version"] != _VERSION:
            raise WrongUse(f"{path}: version {data['version']} is of another ferry; this one knows {_VERSION}")
        return {tuple(key.rsplit(" ", 1)): int(count) for key, count in counts.items()}  # type: ignore[misc]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise WrongUse(f"{path}: not a file of the ratchet; remove it to start anew: {error}") from error


def _risen(
    now: Mapping[tuple[str, str], int], before: Mapping[tuple[str, str], int], root: Path
) -> list[tuple[str, str]]:
    spare = Counter[str]()
    for (file, rule), count in before.items():
        if not (root / file).exists():
            spare[rule] += count
    risen = []
    for (file, rule), count in sorted(now.items()):
        excess = count - before.get((file, rule), 0)
        if excess > 0 and (file, rule) not in before and spare[rule] >= excess:
            spare[rule] -= excess
        elif excess > 0:
            risen.append((file, rule))
    return risen


def _explain(root: Path, findings: Sequence[Finding], key: tuple[str, str], count: int, before: int) -> Rise:
    """Find the new ones: the youngest lines, those that are not committed first."""
    here = [finding for finding in findings if (finding.file, finding.rule) == key]
    authors = blame(root, key[0], [finding.line for finding in here])
    youngest = sorted(here, key=lambda f: authors[f.line].time if f.line in authors else 0, reverse=True)
    new = sorted(youngest[: count - before])
    return Rise(*key, count, before, tuple((finding, authors.get(finding.line)) for finding in new))
