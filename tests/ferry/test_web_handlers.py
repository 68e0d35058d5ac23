"""Functions that reach a web framework through tables and variables: it awaits them, so they become async."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ferry.conftest import copy_tree, migrate
from tools.ferry.rewrite import Changes

FLASK = '''\
"""What Flask does with views: `Flask.ensure_sync` runs one that is async in an event loop."""

import asyncio
import inspect


class Flask:
    def __init__(self, name):
        self.views = {}
        self.before = []

    def add_url_rule(self, rule, endpoint=None, view_func=None, methods=None):
        self.views[rule] = view_func

    def before_request(self, function):
        self.before.append(function)

    def get(self, rule):
        results = [self.ensure_sync(function)() for function in self.before]
        results = [result for result in results if result is not None]
        return results[0] if results else self.ensure_sync(self.views[rule])()

    def ensure_sync(self, function):
        return (lambda: asyncio.run(function())) if inspect.iscoroutinefunction(function) else function
'''

SITE = """\
import functools

from flask import Flask

from app.persistence import PersistenceLayer, get_persistence

app = Flask(__name__)


def caught(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        try:
            return function(*args, **kwargs)
        except KeyError:
            return "none"

    return wrapper


def size() -> int:
    return get_persistence().count_players()


@caught
def name() -> str:
    return {}[get_persistence().count_players()]


def health() -> str:
    return "ok"


HANDLERS = {"size": size, "name": name}
EXTRA = {"health": health}


def handler_of(request):
    return HANDLERS.get(request, health)


def rules(service, find):
    found = []
    for request in service:
        handler = find(request)
        found.append((f"/{request}", handler, ["GET"]))
    return found


def endpoints(find=handler_of):
    return rules(["size", "name"], find) + [(f"/{key}", view, ["GET"]) for key, view in EXTRA.items()]


for path, handler, methods in endpoints():
    app.add_url_rule(path, handler.__name__, handler, methods=methods)


def is_allowed() -> bool:
    return get_persistence().is_admin(0)


GUARDS = {(path, method): guard for path, guard, methods in endpoints({"size": is_allowed}.get) for method in methods}
GUARDS.update({("/size", "GET"): is_allowed, ("/name", "GET"): lambda: True})


def find_guard(path):
    return GUARDS.get((path, "GET"))


def guarded():
    if guard := find_guard("/size"):
        if not guard():
            return "forbidden"


app.before_request(guarded)
app.add_url_rule("/also", view_func=size)


def main() -> list:
    return [app.get(path) for path in ("/size", "/name", "/health", "/also")]
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree whose `cases` folder is empty, and the framework beside it, which ferry does not see."""
    root = tmp_path / "tree"
    copy_tree(root)
    (root / "cases").mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "flask.py").write_text(FLASK, encoding="utf-8")
    return root


def migrate_site(tree: Path, text: str) -> Changes:
    """Carry out the step on a module."""
    (tree / "cases" / "web.py").write_text(text, encoding="utf-8")
    return migrate(tree)


def shown(tree: Path) -> object:
    """Return what `main` gives, and fail when a coroutine is not awaited."""
    program = "import json, cases.web as web; print(json.dumps(web.main()))"
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        env={"PYTHONPATH": f"{tree}:{tree.parent / 'site'}"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    return json.loads(ran.stdout)


def test_views_that_come_out_of_tables_become_async_and_answer_the_same(tree: Path) -> None:
    (tree / "cases" / "web.py").write_text(SITE, encoding="utf-8")
    before = shown(tree)

    changes = migrate_site(tree, SITE)

    text = (tree / "cases" / "web.py").read_text(encoding="utf-8")
    assert changes.blockers == []
    assert [f"async def {name}(" in text for name in ("size", "name", "guarded", "is_allowed", "health")] == [
        True,
        True,
        True,
        True,
        False,
    ]
    assert shown(tree) == before


LOOP = "for path, handler, methods in endpoints():\n"
UNKNOWN = "import queue\n" + SITE.replace(LOOP, LOOP + "    queue.run(handler)\n")


def test_a_table_whose_views_go_elsewhere_too_is_a_blocker(tree: Path) -> None:
    changes = migrate_site(tree, UNKNOWN)

    assert "callback" in {blocker.kind for blocker in changes.blockers}
    assert "async def size(" not in (tree / "cases" / "web.py").read_text(encoding="utf-8")


LAMBDA = """\
from flask import Flask

from app.persistence import get_persistence

app = Flask(__name__)


def size(unit: str) -> str:
    return f"{get_persistence().count_players()} {unit}"


app.add_url_rule("/size", view_func=lambda: size("players"))
"""

OBJECT = """\
from flask import Flask

from app.persistence import PersistenceLayer, get_persistence

app = Flask(__name__)


class Size:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def __call__(self) -> int:
        return self.layer.count_players()


app.add_url_rule("/size", view_func=Size(get_persistence()))
"""


@pytest.mark.parametrize(("text", "kind"), [(LAMBDA, "lambda"), (OBJECT, "callback")], ids=["lambda", "object"])
def test_what_the_framework_takes_for_synchronous_is_a_blocker(tree: Path, text: str, kind: str) -> None:
    changes = migrate_site(tree, text)

    assert kind in {blocker.kind for blocker in changes.blockers}
    assert "async def" not in (tree / "cases" / "web.py").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("decorator", "kind"),
    [
        ("app.get('/')", None),
        ("pages.route('/')", None),
        ("pages.before_app_request", None),
        ("app.context_processor", None),
        ("app.template_filter('size')", "decorator"),
        ("app.url_value_preprocessor", "decorator"),
        ("app.shell_context_processor", "decorator"),
        ("pages.app_template_global()", "decorator"),
        ("pages.record_once", "decorator"),
        ("app.cli.command('size')", "decorator"),
    ],
)
def test_flask_awaits_what_it_runs_around_a_request_and_nothing_else(
    tree: Path, decorator: str, kind: str | None
) -> None:
    text = (
        "from flask import Blueprint, Flask\n\nfrom app.persistence import get_persistence\n\n"
        "app = Flask(__name__)\npages = Blueprint('pages', __name__)\n\n\n"
        f"@{decorator}\ndef size(*args):\n    return get_persistence().count_players()\n"
    )

    changes = migrate_site(tree, text)

    assert {blocker.kind for blocker in changes.blockers} == ({kind} if kind else set())
    assert ("async def size(" in (tree / "cases" / "web.py").read_text(encoding="utf-8")) == (kind is None)


@pytest.mark.parametrize(
    ("base", "method"),
    [("flask.sessions.SessionInterface", "save_session"), ("flask.json.provider.JSONProvider", "dumps")],
)
def test_a_method_that_flask_calls_of_an_heir_is_not_awaited(tree: Path, base: str, method: str) -> None:
    module, _, name = base.rpartition(".")
    text = (
        f"from {module} import {name}\n\nfrom app.persistence import get_persistence\n\n\n"
        f"class Own({name}):\n    def {method}(self, *args):\n        return get_persistence().count_players()\n"
    )

    changes = migrate_site(tree, text)

    assert {blocker.kind for blocker in changes.blockers} == {"override"}
