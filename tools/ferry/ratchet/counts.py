"""Which counts rose, and who raised them."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.ferry.model import Finding
from tools.ferry.ratchet.blame import Author, blame, commits_since, moved_since
from tools.ferry.ratchet.counts_file import Counts, read_counts, write_counts

_NAMED = 3
"""How many commits are named where the new lines themselves are old."""


@dataclass(frozen=True, slots=True)
class New:
    """A finding that is new, as far as git can tell. `since` is empty where the line itself is new.

    Else something that it uses has changed: these are the youngest commits since the counts were written.
    """

    finding: Finding
    author: Author | None
    since: tuple[Author, ...] = ()

    def lines(self) -> list[str]:
        """Return what to say about it."""
        said = [f"  {self.finding.file}:{self.finding.line}: {self.finding.message}"]
        if self.since:
            said.append("    the line was there before; what it uses was changed since then, by one of")
            return said + [f"      {author.text()}" for author in self.since]
        return [*said, f"    {self.author.text() if self.author else 'the tree is in no git repository'}"]


@dataclass(frozen=True, slots=True)
class Rise:
    """A count that rose; `new` are the findings that are the youngest by git."""

    file: str
    rule: str
    count: int
    before: int
    new: tuple[New, ...]

    def lines(self) -> list[str]:
        """Return what to say about it: the counts, then lines for each new finding."""
        said = [f"{self.file} {self.rule}: {self.count}, was {self.before}"]
        return said + [line for new in self.new for line in new.lines()]


def turn(path: Path, findings: Sequence[Finding], root: Path, looked_for: Callable[[str, str], bool]) -> list[Rise]:
    """Return the counts that rose since the file was written. When none did, the file takes the new, lower counts.

    A file without counts is made. A count of what was not looked for in this run, by file and rule, stays. What is left
    of a file that is gone counts for the one that git knows as its new name, then for new files, so that moving code is
    no rise; the total of a rule never rises by it.

    Raises:
        WrongUse: when the file is none of the ratchet's, or cannot be written.
    """
    now = Counter((finding.file, finding.rule) for finding in findings)
    before = read_counts(path) if path.exists() else None
    risen = _risen(now, before, root, path) if before is not None else {}
    if risen:
        return [_explain(root, path, findings, key, was) for key, was in risen.items()]
    unseen = {key: count for key, count in (before or {}).items() if not looked_for(*key)}
    write_counts(path, {**now, **{key: max(count, now[key]) for key, count in unseen.items()}})
    return []


def _risen(now: Counts, before: Counts, root: Path, path: Path) -> dict[tuple[str, str], int]:
    """Return the counts that rose, with what they were."""
    gone = {key: count for key, count in before.items() if not (root / key[0]).exists()}
    moved = moved_since(root, path) if gone else {}
    known = dict(before)
    spare = Counter[str]()
    for (file, rule), count in gone.items():
        heir = (moved.get(file, file), rule)
        passed = min(count, now.get(heir, 0)) if heir not in known else 0
        known |= {heir: passed} if passed else {}
        spare[rule] += count - passed
    risen = {}
    for (file, rule), count in sorted(now.items()):
        was = known.get((file, rule), 0)
        if (file, rule) not in known:
            was = min(count, spare[rule])
            spare[rule] -= was
        if count > was:
            risen[file, rule] = was
    return risen


def _explain(root: Path, path: Path, findings: Sequence[Finding], key: tuple[str, str], before: int) -> Rise:
    """Find the new ones: the youngest lines, those that are not committed first."""
    here = [finding for finding in findings if (finding.file, finding.rule) == key]
    authors = blame(root, key[0], [finding.line for finding in here])
    written = {line: math.inf if author.time is None else author.time for line, author in authors.items()}
    youngest = sorted(here, key=lambda f: written.get(f.line, 0), reverse=True)
    since = commits_since(root, path)
    fresh = {author.commit for author in since}
    new = []
    for finding in sorted(youngest[: len(here) - before]):
        author = authors.get(finding.line)
        is_old = author is not None and author.is_committed and author.commit not in fresh
        new.append(New(finding, author, tuple(since[:_NAMED]) if is_old else ()))
    return Rise(*key, len(here), before, tuple(new))
