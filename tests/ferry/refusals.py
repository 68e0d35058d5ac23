"""What a command does that refuses: it ends with 2, says why, and changes nothing."""

from pathlib import Path

import pytest

from tests.ferry.conftest import Ferry


def contents(tree: Path) -> dict[str, bytes]:
    """Return every file of the tree."""
    return {str(path): path.read_bytes() for path in tree.rglob("*") if path.is_file()}


def assert_refused(ferry: Ferry, tree: Path, capsys: pytest.CaptureFixture[str], *complaints: str) -> None:
    """The command that writes ends with 2, says all that is wrong, and changes nothing."""
    before = contents(tree)

    assert ferry("apply", "migrate_cases") == 2

    error = capsys.readouterr().err
    assert [complaint for complaint in complaints if complaint not in error] == []
    assert contents(tree) == before
