"""What a server or an installed program calls stays synchronous, and makes what it calls so by `to_sync`."""

from pathlib import Path

import pytest

from tests.ferry.conftest import migrate
from tests.ferry.loops import TO_SYNC, configured, copy_with_loop

APPLICATION = """\
from app.persistence import PersistenceLayer


class Application:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def __call__(self, environ, start_response):
        start_response("200 OK", [])
        return [self.layer.get_player(1).name.encode(), *self.answers(environ)]

    def answers(self, environ):
        return [str(self.layer.count_players()).encode()]
"""
APPLICATION_MIGRATED = """\
from app.loop import to_sync
from app.persistence.async_layer import AsyncPersistenceLayer


class Application:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    def __call__(self, environ, start_response):
        start_response("200 OK", [])
        return [to_sync(self.layer.get_player_by_id)(1).name.encode(), *to_sync(self.answers)(environ)]

    async def answers(self, environ):
        return [str(await self.layer.count_players()).encode()]
"""
SCRIPT = """\
from app.persistence import get_persistence


def size() -> int:
    return get_persistence().count_players()


def main() -> int:
    print(size())
    return get_persistence().count_players() == 0
"""
SCRIPT_MIGRATED = """\
from app.loop import to_sync
from app.persistence.async_layer import get_async_persistence


async def size() -> int:
    return await get_async_persistence().count_players()


def main() -> int:
    print(to_sync(size)())
    return to_sync(get_async_persistence().count_players)() == 0
"""
INSTALLED = """\
[project]
name = "sweeper"

[project.scripts]
sweep = "cases.sweeper:main"
"""
OF_POETRY = """\
[tool.poetry.scripts]
sweep = {reference = "cases.sweeper:main", type = "console"}
"""
OF_SETUPTOOLS = """\
[options.entry_points]
console_scripts =
    sweep = cases.sweeper:main
"""
SETUP = """\
from setuptools import setup

setup(name="sweeper", entry_points={"console_scripts": ["sweep = cases.sweeper:main"]})
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree with the module of `to_sync`."""
    return copy_with_loop(tmp_path)


def test_what_a_wsgi_server_calls_stays_synchronous(tree: Path) -> None:
    (tree / "cases" / "sweeper.py").write_text(APPLICATION, encoding="utf-8")

    changes = migrate(configured(tree, TO_SYNC))

    assert (tree / "cases" / "sweeper.py").read_text(encoding="utf-8") == APPLICATION_MIGRATED
    assert changes.blockers == []


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("pyproject.toml", INSTALLED),
        ("pyproject.toml", OF_POETRY),
        ("setup.cfg", OF_SETUPTOOLS),
        ("setup.py", SETUP),
    ],
    ids=["project", "poetry", "setup.cfg", "setup.py"],
)
def test_an_installed_program_stays_synchronous(tree: Path, file: str, text: str) -> None:
    (tree / "cases" / "sweeper.py").write_text(SCRIPT, encoding="utf-8")
    (tree / file).write_text(text, encoding="utf-8")

    changes = migrate(configured(tree, TO_SYNC))

    assert (tree / "cases" / "sweeper.py").read_text(encoding="utf-8") == SCRIPT_MIGRATED
    assert changes.blockers == []
    assert migrate(tree).contents == {}


def test_without_it_an_installed_program_holds_back_what_it_calls(tree: Path) -> None:
    (tree / "cases" / "sweeper.py").write_text(SCRIPT, encoding="utf-8")
    (tree / "pyproject.toml").write_text(INSTALLED, encoding="utf-8")

    changes = migrate(tree)

    assert (tree / "cases" / "sweeper.py").read_text(encoding="utf-8") == SCRIPT
    assert {b.kind for b in changes.blockers} == {"override", "held_back"}
