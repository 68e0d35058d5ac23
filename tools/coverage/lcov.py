"""Coverage data in the LCOV format, read.

The format is that of geninfo(1): a record for each source file, with `DA:line,count` for a line that could run and
`BRDA:line,block,branch,count` for a way out of it, where `-` means that the line itself never ran.
"""

from dataclasses import dataclass, field

Branch = tuple[int, str, str]


@dataclass
class FileCoverage:
    """What ran of one source file.

    Attributes:
        lines: how often each line ran that could run, by its number.
        branches: how often each way out of a line was taken, by line, block and branch; None where the line never ran.
    """

    lines: dict[int, int] = field(default_factory=dict)
    branches: dict[Branch, int | None] = field(default_factory=dict)

    @property
    def covered(self) -> int:
        """How many lines ran."""
        return sum(1 for count in self.lines.values() if count)

    def add(self, other: "FileCoverage") -> None:
        """Counts what another run of the same file did."""
        for line, count in other.lines.items():
            self.lines[line] = self.lines.get(line, 0) + count
        for branch, taken in other.branches.items():
            before = self.branches.get(branch)
            self.branches[branch] = taken if before is None else before + (taken or 0)


Coverage = dict[str, FileCoverage]


class LcovError(ValueError):
    """The text is not LCOV; the message has the line."""


def parse(text: str) -> Coverage:
    """Reads a report; several records for one source file become one.

    Raises:
        LcovError: a line cannot be understood, or the text ends within a record.
    """
    files: Coverage = {}
    name: str | None = None
    for number, line in enumerate(text.splitlines(), 1):
        kind, _, value = line.partition(":")
        if kind == "SF":
            name = value
            files.setdefault(name, FileCoverage())
        elif kind == "end_of_record":
            name = None
        elif name is not None:
            try:
                files[name].add(_fact(kind, value))
            except ValueError as error:
                raise LcovError(f"line {number}: {line!r} is not LCOV") from error
    if name is not None:
        raise LcovError(f"the report ends within the record of {name}")
    return files


def _fact(kind: str, value: str) -> FileCoverage:
    """Returns what one line of a record says; nothing, where it is a sum or a name."""
    if kind == "DA":
        line, count = value.split(",")[:2]
        return FileCoverage(lines={int(line): int(count)})
    if kind == "BRDA":
        line, block, rest = value.split(",", 2)
        branch, count = rest.rsplit(",", 1)
        return FileCoverage(branches={(int(line), block, branch): None if count == "-" else int(count)})
    return FileCoverage()
