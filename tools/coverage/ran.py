"""What ran in a test, as the collector writes it down: no more than coverage.py saw, because that is quick.

Which lines and ways could have run is worked out once for all tests (`report.py`), not in each of them. A record names
a source file, as LCOV does, and the steps from line to line in it; a negative number is the start or end of a function:

    SF:server/rules/combat.py
    STEPS:-1>1 1>3 3>-1
    end_of_record
"""

from collections.abc import Iterable

Step = tuple[int, int]
Ran = dict[str, set[Step]]
"""The steps by the name of the source file; none of one that was only imported without a line, or that Bazel lists."""


class RanError(ValueError):
    """The text is no record of what ran; the message has the line."""


def parse(text: str) -> Ran:
    """Reads a report; several records of one source file become one.

    Raises:
        RanError: a line cannot be understood, or the text ends within a record.
    """
    files: Ran = {}
    steps: set[Step] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        kind, _, value = line.partition(":")
        if kind == "SF":
            steps = files.setdefault(value, set())
        elif line == "end_of_record" and steps is not None:
            steps = None
        elif kind == "STEPS" and steps is not None:
            try:
                steps.update(_step(step) for step in value.split())
            except ValueError as error:
                raise RanError(f"line {number}: {line[:60]!r} is not what ran") from error
        else:
            raise RanError(f"line {number}: {line[:60]!r} is not what ran")
    if steps is not None:
        raise RanError("the report ends within a record")
    return files


def _step(text: str) -> Step:
    before, after = text.split(">")
    return int(before), int(after)


def merge(reports: Iterable[Ran]) -> Ran:
    """Returns what ran in any of the tests."""
    merged: Ran = {}
    for report in reports:
        for name, steps in report.items():
            merged.setdefault(name, set()).update(steps)
    return merged
