"""The denominator: all our source files, imported or not."""

from pathlib import Path

import pytest

from tools.coverage.lcov import FileCoverage
from tools.coverage.sources import SourceError, complete, executable_lines

MODULE = '''"""A docstring."""

import os


def where(name: str) -> str:
    """Says where."""
    return os.path.join(
        "/",
        name,
    )


def never() -> None:  # pragma: no cover
    raise NotImplementedError
'''


def test_only_lines_that_could_run_count() -> None:
    assert executable_lines(MODULE, "module.py") == {3, 6, 8}


def test_a_file_that_no_test_imports_counts_with_all_its_lines(tmp_path: Path) -> None:
    (tmp_path / "unknown.py").write_text(MODULE)

    files = complete({}, ["unknown.py"], tmp_path)

    assert files["unknown.py"].lines == {3: 0, 6: 0, 8: 0}


def test_what_was_collected_of_other_files_does_not_count(tmp_path: Path) -> None:
    collected = {"server/ours.py": FileCoverage({1: 1}), "tests/test_ours.py": FileCoverage({1: 1})}

    assert complete(collected, ["server/ours.py"], tmp_path) == {"server/ours.py": FileCoverage({1: 1})}


def test_a_file_that_is_not_python_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("def broken(:\n")

    with pytest.raises(SourceError, match=r"broken\.py"):
        complete({}, ["broken.py"], tmp_path)
