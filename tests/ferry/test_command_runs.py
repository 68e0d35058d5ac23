"""What becomes async has click, or typer, run a command in a thread: the command waits for an event loop of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.ferry.conftest import migrate
from tests.ferry.loops import RUNNING_LOOP

STORE = """\
NAMES = {}


class Store:
    def save(self, key, name):
        NAMES[key] = name

    def load(self, key):
        return NAMES[key]


class AsyncStore:
    async def save(self, key, name):
        NAMES[key] = name

    async def load(self, key):
        return NAMES[key]


def get_store() -> Store:
    return Store()


def get_async_store() -> AsyncStore:
    return AsyncStore()
"""

CLI = """\
import click

from app.store import get_store


@click.group()
def cli():
    pass


@cli.command()
@click.argument("key", type=int)
def show(key):
    click.echo(get_store().load(key))


@click.command()
def version():
    click.echo("1")
"""

TYPED = """\
import typer

from app.store import get_store

app = typer.Typer()


@app.command()
def show(key: int):
    typer.echo(get_store().load(key))
"""

SERVED = """\
from app.store import get_store


def application(environ, start_response):
    return get_store().load(environ["key"])
"""

ASYNC_ALREADY = """\
import pytest
from click.testing import CliRunner

from app.cli import cli
from app.served import application
from app.store import NAMES


@pytest.mark.asyncio
async def test_commands():
    NAMES[1] = "Ann"
    runner = CliRunner()
    result = runner.invoke(cli, ["show", "1"])
    assert result.output == "Ann\\n"


@pytest.mark.asyncio
async def test_application():
    environ = {"key": 1}
    NAMES[1] = "Ann"
    name = application(environ, None)
    assert name == "Ann"
"""

CONFIG = """\
version = 1

[facade]
class = "app.store.Store"
accessors = ["app.store.get_store"]

[target]
class = "app.store.AsyncStore"
to_sync = "app.loop.to_sync"

[target.accessors]
"app.store.get_store" = "app.store.get_async_store"

[[steps]]
id = "app"
kind = "package"
categories = ["app"]

[[steps]]
id = "tests"
kind = "package"
categories = ["tests"]

[categories]
tests = ["tests"]
store = ["app/store.py", "app/loop.py"]
app = ["app"]
"""

HEAD = """\
from functools import partial

import pytest
from click.testing import CliRunner

from app.cli import cli, show, version
from app.store import get_store


class Runner(CliRunner):
    def invoke(self, *args, **options):
        return super().invoke(*args, catch_exceptions=False, **options)


@pytest.fixture
def runner():
    return CliRunner()


@pytest.fixture
def bound(runner):
    return partial(runner.invoke, cli)


@pytest.fixture
def invoke(runner):
    def run(*args):
        return runner.invoke(cli, args)

    return run


def output(*args):
    return CliRunner().invoke(cli, args).output


"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A command line on a store, not yet with tests."""
    (tmp_path / "app").mkdir()
    (tmp_path / "tests").mkdir()
    for name, text in {"__init__": "", "store": STORE, "loop": RUNNING_LOOP, "cli": CLI}.items():
        (tmp_path / "app" / f"{name}.py").write_text(text, encoding="utf-8")
    (tmp_path / "ferry.toml").write_text(CONFIG, encoding="utf-8")
    return tmp_path


def add_tests(tree: Path, *tests: tuple[str, str], head: str = HEAD) -> Path:
    """Write tests with these parameters that save a name and then do this."""
    texts = [
        f"def test_{number}({parameters}):\n    get_store().save(1, 'Ann')\n    {body}\n"
        for number, (parameters, body) in enumerate(tests)
    ]
    file = tree / "tests" / "test_cli.py"
    file.write_text(head + "\n\n".join(texts), encoding="utf-8")
    return file


def check(tree: Path) -> None:
    """Run the tree's own tests, with click."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(tree), str(tree)]
    environment = {"PYTHONPATH": ":".join([str(tree), *sys.path])}
    subprocess.run(command, cwd=tree, env=environment, check=True, timeout=60)


RUNS = [
    ("", "assert CliRunner().invoke(cli, ['show', '1']).output == 'Ann\\n'",
     "assert (await asyncio.to_thread(CliRunner().invoke, cli, ['show', '1'])).output == 'Ann\\n'"),
    ("runner", "assert runner.invoke(cli=cli, args=['show', '1']).output == 'Ann\\n'",
     "assert (await asyncio.to_thread(runner.invoke, cli=cli, args=['show', '1'])).output == 'Ann\\n'"),
    ("runner: CliRunner", "runner.invoke(show, ['1'])", "await asyncio.to_thread(runner.invoke, show, ['1'])"),
    ("", "Runner().invoke(show, ['1'])", "await asyncio.to_thread(Runner().invoke, show, ['1'])"),
    ("invoke", "assert invoke('show', '1').output == 'Ann\\n'",
     "assert (await asyncio.to_thread(invoke, 'show', '1')).output == 'Ann\\n'"),
    ("bound", "assert bound(['show', '1']).output == 'Ann\\n'",
     "assert (await asyncio.to_thread(bound, ['show', '1'])).output == 'Ann\\n'"),
    ("", "assert output('show', '1') == 'Ann\\n'",
     "assert await asyncio.to_thread(output, 'show', '1') == 'Ann\\n'"),
    ("runner", "run = runner.invoke; assert run(cli, ['show', '1']).output == 'Ann\\n'",
     "run = runner.invoke; assert (await asyncio.to_thread(run, cli, ['show', '1'])).output == 'Ann\\n'"),
    ("", "cli.main(['show', '1'], standalone_mode=False)",
     "await asyncio.to_thread(cli.main, ['show', '1'], standalone_mode=False)"),
    ("", "cli(['show', '1'], standalone_mode=False)",
     "await asyncio.to_thread(cli, ['show', '1'], standalone_mode=False)"),
    ("", "show.callback(1)", "await asyncio.to_thread(show.callback, 1)"),
    ("runner", "assert runner.invoke(version).output == '1\\n'", "assert runner.invoke(version).output == '1\\n'"),
]  # fmt: skip
"""The parameters of a test, what it does, and what it does once it is async."""


def test_a_command_is_run_in_a_thread(tree: Path) -> None:
    file = add_tests(tree, *((parameters, body) for parameters, body, _ in RUNS))
    check(tree)

    for step in ("app", "tests"):
        changes = migrate(tree, step)

        assert (changes.blockers, changes.notes) == ([], [])
        check(tree)
    lines = file.read_text(encoding="utf-8").partition("async def test_0")[2].splitlines()
    bodies = [lines[number + 1].strip() for number, line in enumerate(lines) if "save(1, 'Ann')" in line]
    assert bodies == [expected for *_, expected in RUNS]
    assert migrate(tree, "tests").contents == {}


def test_a_command_of_typer_is_run_in_a_thread(tree: Path) -> None:
    (tree / "app" / "typed.py").write_text(TYPED, encoding="utf-8")
    head = "from typer.testing import CliRunner\n\nfrom app.store import get_store\nfrom app.typed import app\n\n\n"
    file = add_tests(tree, ("", "CliRunner().invoke(app, ['1'])"), head=head)

    migrate(tree, "app")
    migrate(tree, "tests")

    assert "    await asyncio.to_thread(CliRunner().invoke, app, ['1'])\n" in file.read_text(encoding="utf-8")


def test_a_synchronous_test_runs_its_command_as_before(tree: Path) -> None:
    test = "\n\ndef test_other(runner):\n    assert runner.invoke(cli, ['show', '7']).exit_code == 1\n"
    file = add_tests(tree, ("", "pass"))
    file.write_text(file.read_text(encoding="utf-8") + test, encoding="utf-8")

    migrate(tree, "app")
    migrate(tree, "tests")

    assert file.read_text(encoding="utf-8").endswith(test)
    check(tree)


def test_what_is_async_already_runs_what_comes_to_a_loop_in_a_thread(tree: Path) -> None:
    (tree / "app" / "served.py").write_text(SERVED, encoding="utf-8")
    file = tree / "tests" / "test_cli.py"
    file.write_text(ASYNC_ALREADY, encoding="utf-8")
    check(tree)

    migrate(tree, "app")

    text = ASYNC_ALREADY.replace("runner.invoke(", "await asyncio.to_thread(runner.invoke, ")
    text = text.replace("application(environ,", "await asyncio.to_thread(application, environ,")
    assert file.read_text(encoding="utf-8") == f"import asyncio\n\n{text}"
    check(tree)
    assert migrate(tree, "tests").contents == {}


def test_what_others_call_is_noted(tree: Path) -> None:
    add_tests(tree, ("runner", "[result] = map(runner.invoke, [cli], [['show', '1']])"))

    assert migrate(tree, "app").notes == []
    assert migrate(tree, "tests").notes == [
        "tests/test_cli.py:39: `runner.invoke` runs commands that wait for a loop, and cannot where one runs: "
        "have it called in a thread, by `asyncio.to_thread`"
    ]
