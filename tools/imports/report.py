"""Tells a person what the check found and how to mend it."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from tools.imports.findings import Finding


def report(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield the lines of the report: the findings by place, then the commands that mend them."""
    for place, group in groupby(findings, key=lambda finding: finding.place):
        yield place
        for finding in group:
            yield f"  {finding.kind:<12} {finding.subject}"
            yield f"  {'':<12}   {finding.evidence}"
    edits = [finding.edit for finding in findings if finding.edit is not None]
    if edits:
        yield ""
        yield "Mend with `./bazelw run //tools/imports -- --fix`, or one by one:"
        yield from (f"  {edit}" for edit in edits)
