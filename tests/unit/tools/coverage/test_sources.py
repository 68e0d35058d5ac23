"""The denominator: all our source files, imported or not."""

from pathlib import Path

import pytest

from tools.coverage.lcov import FileCoverage
from tools.coverage.report import SourceError
from tools.coverage.sources import complete

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


def test_only_lines_that_could_run_count(tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text(MODULE)

    files = complete({"module.py": {(-1, 3), (3, 6), (6, -1), (-6, 8), (9, 10)}}, ["module.py"], tmp_path)

    assert files["module.py"].lines == {3: 1, 6: 1, 8: 1}


def test_a_file_that_no_test_imports_counts_with_all_its_lines(tmp_path: Path) -> None:
    (tmp_path / "unknown.py").write_text(MODULE)

    files = complete({}, ["unknown.py"], tmp_path)

    assert files["unknown.py"].lines == {3: 0, 6: 0, 8: 0}


def test_what_ran_of_other_files_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "ours.py").write_text("ONE = 1\n")

    files = complete({"ours.py": {(-1, 1)}, "tests/test_ours.py": {(-1, 1)}}, ["ours.py"], tmp_path)

    assert files == {"ours.py": FileCoverage({1: 1})}


@pytest.mark.parametrize(("steps", "taken"), [({(2, 3)}, [1, 0]), ({(2, 3), (2, 4)}, [1, 1]), (set(), [None, None])])
def test_a_way_is_taken_where_a_test_took_it(
    tmp_path: Path, steps: set[tuple[int, int]], taken: list[int | None]
) -> None:
    (tmp_path / "ways.py").write_text("def f(x):\n    if x:\n        x += 1\n    return x\n")

    files = complete({"ways.py": steps}, ["ways.py"], tmp_path)

    assert list(files["ways.py"].branches.items()) == [
        ((2, "0", "jump to line 3"), taken[0]),
        ((2, "0", "jump to line 4"), taken[1]),
    ]


def test_no_file_is_no_coverage(tmp_path: Path) -> None:
    assert complete({}, [], tmp_path) == {}


@pytest.mark.parametrize("text", ["def broken(:\n", None])
def test_a_file_that_is_not_python_or_not_there_is_an_error(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "broken.py").write_text(text)

    with pytest.raises(SourceError, match=r"broken\.py"):
        complete({}, ["broken.py"], tmp_path)
