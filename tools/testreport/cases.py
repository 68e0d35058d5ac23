"""How many test cases passed, failed and were skipped: counted one by one in the `test.xml` of each target."""

from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from tools.testreport.results import PASSED, Attempt, Target


@dataclass(frozen=True)
class Count:
    """Numbers of test cases."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed"


def count_target(target: Target) -> Count:
    """Counts a target's test cases; a passed target that left no list of them, not even an empty one, counts as one.

    A failed target has at least one failed case: one that was killed, or fails after its last case, is none too few.
    """
    count = sum((_count_attempt(attempt) for attempt in target.attempts), Count())
    if target.passed:
        has_list = any("test.xml" in attempt.files for attempt in target.attempts)
        return count if has_list else Count(passed=1)
    return count if count.failed else count + Count(failed=1)


def _count_attempt(attempt: Attempt) -> Count:
    report = attempt.files.get("test.xml")
    cases = _count_cases(report) if report else Count()
    if attempt.status == PASSED or cases.failed:
        return cases
    return cases + Count(failed=1)


def _count_cases(report: Path) -> Count:
    try:
        tree = ElementTree.parse(report)  # noqa: S314 (a test of ours wrote it)
    except (OSError, ElementTree.ParseError):
        return Count()
    # A case that fails, and whose fixture then fails too, has two entries.
    outcomes: dict[tuple[str | None, str | None], set[str]] = {}
    for case in tree.iter("testcase"):
        outcomes.setdefault((case.get("classname"), case.get("name")), set()).update(child.tag for child in case)
    return sum(map(_count_case, outcomes.values()), Count())


def _count_case(outcomes: set[str]) -> Count:
    if outcomes & {"failure", "error"}:
        return Count(failed=1)
    return Count(skipped=1) if "skipped" in outcomes else Count(passed=1)
