"""Async fixtures of `pytest.fixture` are found where pytest-asyncio leaves them alone, and nowhere else."""

from pathlib import Path

import pytest

from tools.ferry.verify.run import verify_tree
from tools.ferry.verify.verdict import Scope

CONFTEST = """import pytest
import pytest_asyncio


@pytest.fixture
async def store():
    return 1


@pytest.fixture(scope="session")
async def held():
    yield 1


@pytest_asyncio.fixture
async def made():
    return 1


@pytest.fixture
def plain(store):
    return store


@pytest.fixture
async def waited():
    return 1
"""
TEST = """import pytest


@pytest.mark.asyncio
async def test_it(store, held, made, plain, waited):
    assert store + held + made + plain + await waited
"""
ELSEWHERE = [
    ("pyproject.toml", '[tool.pytest.ini_options]\nasyncio_mode = "auto"\n'),
    ("pytest.ini", "[pytest]\nasyncio_mode=auto\n"),
    ("tests/pytest.ini", "[pytest]\nasyncio_mode = auto\n"),
    ("setup.cfg", "[tool:pytest]\naddopts = --asyncio-mode=auto\n"),
    ("tox.ini", "[testenv]\ncommands = pytest --asyncio-mode auto\n"),
    ("pytest.ini", "[pytest]\nasyncio_mode = legacy\n"),
    ("requirements-dev.txt", "pytest-asyncio==0.16.0\n"),
    ("tests/more/conftest.py", "def pytest_configure(config):\n    config.option.asyncio_mode = 'auto'\n"),
    ("tests/more/conftest.py", "import pytest\n\n\n@pytest.fixture\ndef anyio_backend():\n    return 'asyncio'\n"),
    ("../pyproject.toml", '[tool.pytest.ini_options]\nasyncio_mode = "auto"\n'),
]
STRICT = [
    ("pyproject.toml", '[tool.pytest.ini_options]\nasyncio_mode = "strict"\n'),
    ("requirements.txt", "anyio==4.0\npytest-asyncio==0.23.8\n"),
    ("pytest.ini", "[pytest]\nasyncio_default_fixture_loop_scope = function\n"),
]


def found(root: Path, *files: tuple[str, str]) -> list[tuple[str, int, str]]:
    """Return what is found in a tree with the files."""
    for name, text in files:
        path = root / "tree" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    findings = verify_tree(root / "tree", None, Scope(mypy=False)).findings
    return [(finding.file, finding.line, finding.rule) for finding in findings]


@pytest.mark.parametrize("settings", [(), *([one] for one in STRICT)])
def test_strict_mode_leaves_async_fixtures_alone(tmp_path: Path, settings: list[tuple[str, str]]) -> None:
    files = [("tests/conftest.py", CONFTEST), ("tests/test_it.py", TEST), *settings]

    assert found(tmp_path, *files) == [("tests/conftest.py", 6, "unawaited"), ("tests/conftest.py", 11, "unawaited")]


@pytest.mark.parametrize("settings", ELSEWHERE)
def test_another_mode_version_or_plugin_awaits_them(tmp_path: Path, settings: tuple[str, str]) -> None:
    assert found(tmp_path, ("tests/conftest.py", CONFTEST), ("tests/test_it.py", TEST), settings) == []


def test_nothing_is_said_where_nothing_names_the_plugin(tmp_path: Path) -> None:
    conftest = CONFTEST.replace("pytest_asyncio", "plugin")
    test = TEST.replace("pytest.mark.asyncio", "pytest.mark.slow")

    assert found(tmp_path, ("tests/conftest.py", conftest), ("tests/test_it.py", test)) == []
