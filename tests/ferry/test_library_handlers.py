"""Methods that a library calls in threads of its own, where no event loop runs: `to_sync` serves what they call."""

from pathlib import Path

import pytest

from tests.ferry.conftest import copy_tree, migrate
from tools.ferry.model import Blocker

ADMIN = """\
from django.contrib import admin

from app.persistence import get_persistence


class PlayersAdmin(admin.ModelAdmin):
    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [wrap(self.page)]

    def page(self, request):
        return {**self._context(), "request": request}

    def changelist_view(self, request):
        return [request, get_persistence().count_players(), self._context()]

    def _context(self):
        return {"size": get_persistence().count_players()}
"""

SERVED = """\
from django.contrib import admin

from app.loop import to_sync
from app.persistence.async_layer import get_async_persistence


class PlayersAdmin(admin.ModelAdmin):
    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [wrap(self.page)]

    def page(self, request):
        return {**to_sync(self._context)(), "request": request}

    def changelist_view(self, request):
        return [request, to_sync(get_async_persistence().count_players)(), to_sync(self._context)()]

    async def _context(self):
        return {"size": await get_async_persistence().count_players()}
"""

CASE = """\
from {module} import TestCase

from app.persistence import get_persistence


class Shared:
    def test_size(self):
        assert get_persistence().count_players() == 0


class PanelTest({base}):
    def setUp(self):
        self.size = get_persistence().count_players()

    def test_another_size(self):
        assert get_persistence().count_players() == self.size
"""

CALL = "to_sync(get_async_persistence().count_players)()"

IN_A_LOOP = "from cases.panel import PlayersAdmin\n\n\nasync def test_page():\n    assert PlayersAdmin().page(None)\n"


VIEWS = """\
from django.contrib.auth.decorators import login_required
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.urls import path

from app.persistence import get_persistence


def player(request, key):
    return get_persistence().get_player(key)


@login_required
def size(request):
    return _size()


@receiver(post_save)
def saved(sender, **kwargs):
    get_persistence().delete_player(1)


def _size():
    return get_persistence().count_players()


urlpatterns = [path("<key>/", player), path("size/", view=size)]
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree with a function for `to_sync` and an empty `cases` folder."""
    copy_tree(tmp_path)
    (tmp_path / "cases").mkdir()
    (tmp_path / "app" / "loop.py").write_text("def to_sync(function):\n    return function\n", encoding="utf-8")
    config = tmp_path / "ferry.toml"
    lines = '[target]\nto_sync = "app.loop.to_sync"\n'
    config.write_text(config.read_text(encoding="utf-8").replace("[target]\n", lines), encoding="utf-8")
    return tmp_path


def migrated(tree: Path, text: str, beside: str = "") -> tuple[str, list[Blocker]]:
    """Return what becomes of the module, and the blockers; `beside` is a module of tests."""
    file = tree / "cases" / "panel.py"
    file.write_text(text, encoding="utf-8")
    (tree / "cases" / "test_panel.py").write_text(beside, encoding="utf-8")
    blockers = migrate(tree).blockers
    return file.read_text(encoding="utf-8"), blockers


@pytest.mark.parametrize(
    "base", ["from django.contrib import admin", "from rest_framework import admin", "from flask_admin import admin"]
)
def test_a_method_that_only_the_library_calls_stays_synchronous(tree: Path, base: str) -> None:
    text, blockers = migrated(tree, ADMIN.replace("from django.contrib import admin", base))

    assert text == SERVED.replace("from django.contrib import admin", base)
    assert blockers == []
    assert migrate(tree).contents == {}


def test_a_function_that_only_the_library_calls_stays_synchronous(tree: Path) -> None:
    text, blockers = migrated(tree, VIEWS)

    assert "def player(request, key):\n    return to_sync(get_async_persistence().get_player_by_id)(key)\n" in text
    assert "@login_required\ndef size(request):\n    return to_sync(_size)()\n" in text
    assert "def saved(sender, **kwargs):\n    to_sync(get_async_persistence().delete_player)(1)\n" in text
    assert "async def _size():" in text
    assert blockers == []
    assert migrate(tree).contents == {}


def test_a_function_that_another_library_is_given_does_not(tree: Path) -> None:
    text, blockers = migrated(tree, VIEWS.replace("django", "somewhere"))

    assert text == VIEWS.replace("django", "somewhere")
    assert {blocker.kind for blocker in blockers} == {"callback", "decorator", "held_back"}


def test_a_base_class_that_sync_callers_names_is_such_a_library(tree: Path) -> None:
    config = tree / "ferry.toml"
    lines = '[target]\nsync_callers = ["somewhere.admin.ModelAdmin"]\n'
    config.write_text(config.read_text(encoding="utf-8").replace("[target]\n", lines), encoding="utf-8")

    text, blockers = migrated(tree, ADMIN.replace("django.contrib", "somewhere"))

    assert text == SERVED.replace("django.contrib", "somewhere")
    assert blockers == []


def test_one_of_the_standard_library_is_too(tree: Path) -> None:
    config = tree / "ferry.toml"
    lines = '[target]\nsync_callers = ["socketserver.BaseRequestHandler"]\n'
    config.write_text(config.read_text(encoding="utf-8").replace("[target]\n", lines), encoding="utf-8")
    text = "import socketserver\n\nfrom app.persistence import get_persistence\n\n\n"
    text += "class Answer(socketserver.BaseRequestHandler):\n"
    text += "    def handle(self):\n        get_persistence().count_players()\n"

    after, blockers = migrated(tree, text)

    assert "    def handle(self):\n        to_sync(get_async_persistence().count_players)()\n" in after
    assert blockers == []


def test_a_layer_that_is_kept_elsewhere_is_bridged_in_it(tree: Path) -> None:
    layer = tree / "app" / "persistence" / "async_layer.py"
    bridge = "\n\ndef to_async(layer) -> AsyncPersistenceLayer:\n    return layer\n"
    layer.write_text(layer.read_text(encoding="utf-8") + bridge, encoding="utf-8")
    config = tree / "ferry.toml"
    lines = '[target]\nfrom_facade = "app.persistence.async_layer.to_async"\n'
    config.write_text(config.read_text(encoding="utf-8").replace("[target]\n", lines), encoding="utf-8")
    text = ADMIN.replace(
        "class PlayersAdmin", "LAYER = get_persistence()\nSIZE = LAYER.count_players()\n\n\nclass PlayersAdmin"
    )
    text = text.replace("[request, get_persistence()", "[request, LAYER")

    after, blockers = migrated(tree, text)

    assert "[request, to_sync(to_async(LAYER).count_players)(), to_sync(self._context)()]" in after
    assert {blocker.kind for blocker in blockers} == {"import_time"}


def test_the_test_of_a_librarys_case_stays_synchronous_as_it_may_not_be_awaited(tree: Path) -> None:
    text, blockers = migrated(tree, CASE.format(module="testtools", base="Shared, TestCase"))

    assert blockers == []
    assert text.count(CALL) == 3
    assert "async def" not in text


def test_without_to_sync_it_is_a_blocker(tree: Path) -> None:
    config = tree / "ferry.toml"
    config.write_text(
        config.read_text(encoding="utf-8").replace('to_sync = "app.loop.to_sync"\n', ""), encoding="utf-8"
    )
    before = CASE.format(module="testtools", base="Shared, TestCase")

    text, blockers = migrated(tree, before)

    assert text == before
    assert [blocker.kind for blocker in blockers] == ["override"] * 3


@pytest.mark.parametrize(
    ("module", "base"), [("django.test", "Shared, TestCase"), ("unittest", "Shared, TestCase"), ("enum", "Shared")]
)
def test_a_test_that_is_awaited_becomes_async(tree: Path, module: str, base: str) -> None:
    text, _ = migrated(tree, CASE.format(module=module, base=base))

    assert "async def test_size" in text
    assert "async def test_another_size" in text


@pytest.mark.parametrize(
    ("text", "beside", "kind"),
    [
        (ADMIN.replace("django.contrib", "somewhere"), "", "callback"),
        (ADMIN.replace("    def page", "    async def other(self):\n        return 1\n\n    def page"), "", "callback"),
        (ADMIN, IN_A_LOOP, "override"),
        (ADMIN, IN_A_LOOP.replace("test_page()", "test_page(panel)").replace("PlayersAdmin()", "panel"), "unknown"),
        (ADMIN + "\n\ndef ask(panel: PlayersAdmin):\n    return panel.page(None)\n", "", "callback"),
    ],
)
def test_what_may_be_called_inside_a_loop_is_a_blocker(tree: Path, text: str, beside: str, kind: str) -> None:
    after, blockers = migrated(tree, text, beside)

    assert kind in {blocker.kind for blocker in blockers}
    assert '{**self._context(), "request": request}' in after


ALMANAC = """\
from app.persistence import get_persistence


class Almanac:
    def get(self, day):
        return get_persistence().get_player(day)


def show(request):
    return request.GET.get("day") or request.POST.get("day")
"""


def test_the_dictionaries_of_a_request_are_the_librarys(tree: Path) -> None:
    text, blockers = migrated(tree, ALMANAC)

    assert "    async def get(self, day):\n" in text
    assert text.endswith(ALMANAC[ALMANAC.index("def show") :])
    assert blockers == []


def test_they_are_not_where_the_tree_sets_one(tree: Path) -> None:
    text, blockers = migrated(tree, f"{ALMANAC}\n\ndef fake(request):\n    request.GET = Almanac()\n")

    assert "    def get(self, day):\n" in text
    assert {(blocker.kind, blocker.line) for blocker in blockers} == {("held_back", 6), ("unknown", 10)}
