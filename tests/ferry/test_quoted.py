"""A quoted annotation that changes in two ways: both land in one run."""

from pathlib import Path

from tests.ferry.conftest import migrate, migrate_modules

COMMANDS = """\
from collections.abc import Callable

from app.persistence import PersistenceLayer, get_persistence

COMMANDS: "dict[str, Callable[[PersistenceLayer, str], str]]" = {}


def command(func: "Callable[[PersistenceLayer, str], str]") -> "Callable[[PersistenceLayer, str], str]":
    COMMANDS[func.__name__] = func
    return func


@command
def show(layer: "PersistenceLayer", name: str) -> str:
    return f"{name}: {layer.count_players()}"


def run(name: str) -> str:
    return COMMANDS[name](get_persistence(), name)
"""


def test_a_class_is_renamed_and_a_result_promised_in_one_string(empty_tree: Path) -> None:
    migrate_modules(empty_tree, commands=COMMANDS)

    text = (empty_tree / "cases" / "commands.py").read_text(encoding="utf-8")
    form = '"Callable[[AsyncPersistenceLayer, str], Awaitable[str]]"'
    assert f"def command(func: {form}) -> {form}:" in text
    assert 'COMMANDS: "dict[str, Callable[[AsyncPersistenceLayer, str], Awaitable[str]]]" = {}' in text
    assert migrate(empty_tree).contents == {}
