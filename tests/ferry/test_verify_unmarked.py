"""Async tests without a mark are found where pytest-asyncio is in its strict mode, and nowhere else."""

from pathlib import Path

import pytest

from tools.ferry.verify.run import verify_tree
from tools.ferry.verify.verdict import Scope

MARKED = "import pytest\n\n\n@pytest.mark.asyncio\nasync def test_marked():\n    pass\n"
UNMARKED = """import asyncio
from unittest import IsolatedAsyncioTestCase, TestCase
from unittest.mock import patch

import pytest


async def test_alone():
    pass


@pytest.mark.parametrize("number", [1, 2])
@patch("os.getcwd")
async def test_decorated(getcwd, number):
    pass


class TestAll:
    async def test_method(self):
        pass

    class TestInside:
        @pytest.mark.skipif(False, reason="")
        async def test_deep(self):
            pass


async def helper():
    pass


def test_plain():
    asyncio.run(helper())
"""
LINES = [8, 14, 19, 24]
ELSEWHERE = [
    ("pyproject.toml", '[tool.pytest.ini_options]\nasyncio_mode = "auto"\n'),
    ("pyproject.toml", '[tool.pytest]\nasyncio_mode = "auto"\n'),
    ("pytest.ini", "[pytest]\nasyncio_mode=auto\n"),
    ("tests/pytest.ini", "[pytest]\nasyncio_mode = auto\n"),
    (".pytest.toml", '[pytest]\nasyncio_mode = "auto"\n'),
    ("setup.cfg", "[tool:pytest]\nasyncio_mode = auto\n"),
    ("tox.ini", "[pytest]\nasyncio_mode = auto\n"),
    ("tox.ini", "[testenv]\ncommands = pytest --asyncio-mode auto\n"),
    ("../pyproject.toml", '[tool.pytest.ini_options]\nasyncio_mode = "auto"\n'),
    ("requirements-dev.txt", "pytest-trio\n"),
    ("requirements-dev.txt", "pytest-asyncio==0.16.0\n"),
    ("pytest.ini", "[pytest]\npython_functions = check_*\n"),
    ("tests/conftest.py", "def pytest_collection_modifyitems(items):\n    ...\n"),
    ("tests/conftest.py", 'pytest_plugins = ["company.testing"]\n'),
    ("tests/conftest.py", "import pytest\n\n\n@pytest.fixture\ndef anyio_backend():\n    return 'asyncio'\n"),
    ("tests/__init__.py", "import pytest\n\npytestmark = pytest.mark.asyncio\n"),
]
WELL = """import asyncio
from unittest import IsolatedAsyncioTestCase

import pytest

from tests.marks import asynchronous, runs


class TestCase(IsolatedAsyncioTestCase):
    async def test_awaited(self):
        pass


@pytest.mark.asyncio
class TestMarked:
    async def test_in_it(self):
        pass


class TestOfMarked(TestMarked):
    async def test_in_heir(self):
        pass


class TestTold:
    pytestmark = [pytest.mark.usefixtures("tmp_path"), pytest.mark.asyncio]

    async def test_in_it(self):
        pass


class TestBase:
    async def test_in_heirs(self):
        pass


@pytest.mark.asyncio
class TestHeir(TestBase):
    pass


class TestNothing:
    __test__ = False

    async def test_not_collected(self):
        pass


class Helper:
    async def test_not_collected(self):
        pass


@asynchronous
async def test_marked_by_name():
    pass


@runs
async def test_run():
    pass


@pytest.mark.parametrize("number", [pytest.param(1, marks=pytest.mark.asyncio)])
async def test_marked_by_parameter(number):
    pass


@pytest.mark.skip
async def test_skipped():
    pass


async def test_called():
    pass


def test_calling():
    asyncio.run(test_called())


async def test_marked_later():
    pass


test_marked_later = pytest.mark.asyncio(test_marked_later)
"""
MARKS = """import asyncio
import functools

import pytest

asynchronous = pytest.mark.asyncio(loop_scope="module")


def runs(test):
    @functools.wraps(test)
    def run():
        asyncio.run(test())

    return run
"""


def found(root: Path, *files: tuple[str, str]) -> list[tuple[str, int, str]]:
    """Return what is found in a tree with the files."""
    for name, text in files:
        path = root / "tree" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    findings = verify_tree(root / "tree", None, Scope(mypy=False)).findings
    return [(finding.file, finding.line, finding.rule) for finding in findings]


@pytest.mark.parametrize(
    "beside",
    [
        ("tests/test_marked.py", MARKED),
        ("pyproject.toml", '[tool.pytest.ini_options]\nasyncio_mode = "strict"\n'),
        ("pytest.ini", "[pytest]\nasyncio_mode = strict\n"),
    ],
)
def test_strict_mode_does_not_run_what_has_no_mark(tmp_path: Path, beside: tuple[str, str]) -> None:
    files = [("tests/test_it.py", UNMARKED), ("tests/helpers.py", UNMARKED), beside]

    assert found(tmp_path, *files) == [("tests/test_it.py", line, "unawaited") for line in LINES]


@pytest.mark.parametrize("settings", ELSEWHERE)
def test_another_mode_plugin_or_hook_may_run_them(tmp_path: Path, settings: tuple[str, str]) -> None:
    files = [("tests/test_it.py", UNMARKED), ("tests/test_marked.py", MARKED), settings]

    assert found(tmp_path, *files) == []


def test_nothing_is_said_where_nothing_names_the_plugin(tmp_path: Path) -> None:
    assert found(tmp_path, ("tests/test_it.py", UNMARKED)) == []


@pytest.mark.parametrize("mark", ["pytest.mark.asyncio", "[pytest.mark.slow, pytest.mark.asyncio()]", "MARKS"])
def test_the_mark_of_a_module_is_one_of_its_tests(tmp_path: Path, mark: str) -> None:
    text = UNMARKED.replace("import pytest\n", f"import pytest\n\npytestmark = {mark}\n")

    assert found(tmp_path, ("tests/test_it.py", text), ("tests/test_marked.py", MARKED)) == []


def test_marks_of_classes_and_bases_and_other_names_of_the_mark_are_seen(tmp_path: Path) -> None:
    assert found(tmp_path, ("tests/test_it.py", WELL), ("tests/marks.py", MARKS)) == []
