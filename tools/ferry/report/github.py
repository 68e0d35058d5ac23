"""Findings as annotations of GitHub Actions."""

from tools.ferry.model import Finding


def annotation(finding: Finding, above: str, *, fails: bool = True) -> str:
    """Return the workflow command that shows a finding beside its line; `above` leads from the repository to the tree.

    One that does not make the run fail is a warning.

    https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
    """
    place = f"file={_property(above + finding.file)},line={finding.line},col={finding.column}"
    level = "error" if fails else "warning"
    return f"::{level} {place},title={_property(f'ferry {finding.rule}')}::{_data(finding.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
