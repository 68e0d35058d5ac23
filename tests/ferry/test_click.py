"""click: a command is an edge; the object that a program puts into its context goes to the commands that ask for it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.ferry.conftest import migrate
from tests.ferry.loops import RUNNING_LOOP

STORE = """\
class Store:
    def __init__(self) -> None:
        self._names = {1: "Ann"}

    def save(self, key, name):
        self._names[key] = name

    def load(self, key):
        return self._names[key]
"""

TARGET = STORE.replace("class Store", "class AsyncStore").replace("def save", "async def save").replace(
    "def load", "async def load"
)  # fmt: skip

CLI = """\
import click

from app.store import Store


@click.group()
@click.pass_context
def cli(ctx):
    ctx.obj = ctx.obj or Store()


def shown(store, key):
    return f"<{store.load(key)}>"
"""

COMMANDS = """\
import click
from click import pass_obj

from app.cli import cli, shown


@cli.command()
@click.argument("name")
@pass_obj
def add(store, name):
    store.save(2, name)
    click.echo(shown(store, 2))


@cli.command()
@click.pass_context
def first(ctx):
    store = ctx.obj
    click.echo(store.load(1))


@cli.command()
def current():
    click.echo(click.get_current_context().obj.load(1))
"""

CHECK = """\
from click.testing import CliRunner

from app.cli import cli
from app.commands import current
from app.store import Store


def output(*args):
    result = CliRunner().invoke(cli, args, obj=Store())
    assert result.exception is None, result.exception
    return result.output


def test_commands():
    assert [output("add", "Bob"), output("first"), output("current")] == ["<Bob>\\n", "Ann\\n", "Ann\\n"]
"""

CHECK_MIGRATED = (
    CHECK.replace("from app.store import Store\n", "")
    .replace("Store()", "AsyncStore()")
    .replace("from app.cli", "from app.aio import AsyncStore\nfrom app.cli")
)

CLI_MIGRATED = """\
import click

from app.aio import AsyncStore


@click.group()
@click.pass_context
def cli(ctx):
    ctx.obj = ctx.obj or AsyncStore()


async def shown(store, key):
    return f"<{await store.load(key)}>"
"""

COMMANDS_MIGRATED = """\
import click
from click import pass_obj

from app.cli import cli, shown
from app.loop import to_sync


@cli.command()
@click.argument("name")
@pass_obj
def add(store, name):
    to_sync(store.save)(2, name)
    click.echo(to_sync(shown)(store, 2))


@cli.command()
@click.pass_context
def first(ctx):
    store = ctx.obj
    click.echo(to_sync(store.load)(1))


@cli.command()
def current():
    click.echo(to_sync(click.get_current_context().obj.load)(1))
"""

SETTINGS = """\
import click


class Settings:
    def load(self, key):
        return key


@click.group()
@click.pass_context
def settings(ctx):
    ctx.obj = Settings()


@settings.command()
@click.pass_obj
def show(settings):
    click.echo(settings.load(1))
"""

PASSED = """\
import click

from app.cli import cli
from app.store import Store


class Cache:
    def store(self):
        return Store()


pass_cache = click.make_pass_decorator(Cache, ensure=True)


@cli.command()
@click.argument("key", type=int)
@click.pass_obj
@pass_cache
@click.pass_context
def both(ctx, cache, given, key):
    ctx.close()
    click.echo(given.load(key) + cache.store().load(key))
"""

CONFIG = """\
version = 1

[facade]
class = "app.store.Store"

[target]
class = "app.aio.AsyncStore"
to_sync = "app.loop.to_sync"

[[steps]]
id = "all"
kind = "package"
categories = ["other", "tests"]

[categories]
tests = ["tests"]
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A command line with a store in click's context."""
    texts = {"store": STORE, "aio": TARGET, "loop": RUNNING_LOOP, "cli": CLI, "commands": COMMANDS}
    (tmp_path / "app").mkdir()
    (tmp_path / "tests").mkdir()
    for name, text in ({"__init__": ""} | texts).items():
        (tmp_path / "app" / f"{name}.py").write_text(text, encoding="utf-8")
    (tmp_path / "tests" / "test_commands.py").write_text(CHECK, encoding="utf-8")
    (tmp_path / "ferry.toml").write_text(CONFIG, encoding="utf-8")
    return tmp_path


def check(tree: Path, test: str = "test_commands") -> None:
    """Run a test of the tree's own, with click."""
    code = f"from test_commands import {test}; {test}()"
    path = [str(tree), str(tree / "tests"), *sys.path]
    subprocess.run([sys.executable, "-c", f"import sys; sys.path[:] = {path!r}; {code}"], check=True, timeout=60)


def test_commands_stay_synchronous_and_run_what_they_call_to_its_end(tree: Path) -> None:
    check(tree)

    changes = migrate(tree, "all")

    assert changes.blockers == []
    assert (tree / "app" / "cli.py").read_text(encoding="utf-8") == CLI_MIGRATED
    assert (tree / "app" / "commands.py").read_text(encoding="utf-8") == COMMANDS_MIGRATED
    assert (tree / "tests" / "test_commands.py").read_text(encoding="utf-8") == CHECK_MIGRATED
    check(tree)
    assert migrate(tree, "all").contents == {}


def test_without_to_sync_a_command_holds_its_store_back(tree: Path) -> None:
    config = tree / "ferry.toml"
    config.write_text(
        config.read_text(encoding="utf-8").replace('to_sync = "app.loop.to_sync"\n', ""), encoding="utf-8"
    )

    changes = migrate(tree, "all")

    assert {b.kind for b in changes.blockers} == {"decorator", "override", "held_back"}
    unset = "the command line calls it, and does not await it; `[target] to_sync`, which is not set, would serve there"
    assert {b.reason.partition(": ")[2] for b in changes.blockers if b.kind == "decorator"} == {unset}
    assert changes.contents == {}
    check(tree)


def test_where_programs_keep_objects_of_several_classes_nothing_is_said_of_any(tree: Path) -> None:
    (tree / "app" / "settings.py").write_text(SETTINGS, encoding="utf-8")

    changes = migrate(tree, "all")

    assert "unknown" in {b.kind for b in changes.blockers}
    assert "app/settings.py" not in changes.contents
    check(tree)


def test_the_lowest_decorator_passes_the_first_parameter(tree: Path) -> None:
    (tree / "app" / "passed.py").write_text(PASSED, encoding="utf-8")
    test = tree / "tests" / "test_commands.py"
    both = "\n\ndef test_both():\n    assert output('both', '1') == 'AnnAnn\\n'\n"
    test.write_text(f"import app.passed\n{CHECK}{both}", encoding="utf-8")
    check(tree, "test_both")

    changes = migrate(tree, "all")

    assert changes.blockers == []
    passed = (tree / "app" / "passed.py").read_text(encoding="utf-8")
    assert "to_sync(given.load)(key) + to_sync(cache.store().load)(key)" in passed
    assert "return AsyncStore()" in passed
    assert "ctx.close()" in passed
    check(tree, "test_both")
