"""The collector measures what is easily missed: greenlets, child processes, files under their real paths."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import tools.coverage.collect
from tools.coverage.lcov import FileCoverage
from tools.coverage.ran import parse
from tools.coverage.sources import complete

AWAITING = """
import asyncio
import subprocess
import sys

from sqlalchemy.util import await_only, greenlet_spawn


async def pause():
    await asyncio.sleep(0)
    return "after the await in a coroutine"


def inside_a_greenlet():
    first = await_only(pause())
    return first.upper()


def idle():
    while sys.argv:
        return "at once"


async def main():
    idle()
    print(await greenlet_spawn(inside_a_greenlet))


asyncio.run(main())
subprocess.run([sys.executable, sys.argv[1]], check=True)
never = None if sys.argv else "this way is not taken"
"""

CHILD = """
def in_a_child_process():
    return 1


in_a_child_process()
"""


@pytest.fixture
def files(tmp_path: Path) -> dict[str, FileCoverage]:
    """The coverage of a program that runs code in a greenlet and in a child process."""
    real = tmp_path / "real"
    real.mkdir()
    (real / "program.py").write_text(AWAITING)
    (real / "child.py").write_text(CHILD)
    (real / "manifest").write_text("program.py\nchild.py\n")
    (real / "coverage").mkdir()
    # Bazel runs links to the sources.
    (tmp_path / "linked").symlink_to(real)
    linked = tmp_path / "linked"
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    subprocess.run(
        [
            sys.executable,
            tools.coverage.collect.__file__,
            "run",
            "--append",
            linked / "program.py",
            linked / "child.py",
        ],
        cwd=linked,
        env=inherited
        | {
            "COVERAGE_DIR": str(real / "coverage"),
            "COVERAGE_MANIFEST": str(real / "manifest"),
            "PYTHONPATH": os.pathsep.join(sys.path),
            "PYTHONSAFEPATH": "1",
        },
        check=True,
    )
    ran = parse((real / "coverage" / "pylcov.dat").read_text())
    return complete(ran, ran, real)


def line(text: str, marker: str) -> int:
    return next(number for number, content in enumerate(text.splitlines(), 1) if marker in content)


def test_files_have_the_names_that_bazel_gives_them(files: dict[str, FileCoverage]) -> None:
    assert sorted(files) == ["child.py", "program.py"]


def test_lines_after_an_await_in_a_greenlet_count(files: dict[str, FileCoverage]) -> None:
    assert files["program.py"].lines[line(AWAITING, "return first.upper()")] == 1


def test_lines_after_an_await_in_a_coroutine_count(files: dict[str, FileCoverage]) -> None:
    assert files["program.py"].lines[line(AWAITING, 'return "after')] == 1


def test_a_way_that_was_not_taken_is_known(files: dict[str, FileCoverage]) -> None:
    ways = {way: taken for (_, _, way), taken in files["program.py"].branches.items()}

    assert ways == {f"jump to line {line(AWAITING, 'at once')}": 1, "return from function 'idle'": 0}


def test_lines_in_a_child_process_count(files: dict[str, FileCoverage]) -> None:
    assert files["child.py"].lines[line(CHILD, "return 1")] == 1
