"""Tests that replace an accessor in an object: `patch.object(module, "get_persistence")`, `dependency_overrides`."""

from pathlib import Path

import pytest

from tests.ferry.conftest import copy_tree
from tools.ferry.config import read_config
from tools.ferry.plan import analyse
from tools.ferry.rewrite import Changes, carry_out

ASKING = """\
from app.persistence import get_persistence


def admin(key):
    return get_persistence().is_admin(key)
"""
PATCHED = """\
from unittest import mock
from cases import web


def test_admin():
    with mock.patch.object(web, "get_persistence") as accessor:
        store = accessor.return_value
        store.is_admin.return_value = 3
        assert web.admin(1) == 3
"""
SET = """\
from unittest import mock
from cases import web


def test_admin(monkeypatch):
    fake = mock.Mock()
    monkeypatch.setattr(web, "get_persistence", lambda: fake)
    assert web.admin(1)
"""
DEPENDING = """\
from fastapi import Depends, FastAPI
from app.persistence import PersistenceLayer, get_persistence

app = FastAPI()


@app.get("/{key}")
def read(key: int, layer: PersistenceLayer = Depends(get_persistence)):
    return layer.is_admin(key)
"""
OVERRIDDEN = """\
from unittest.mock import MagicMock

from app.persistence import get_persistence
from cases.web import app


def test_admin():
    layer = MagicMock()
    app.dependency_overrides[get_persistence] = lambda: layer
    layer.is_admin.assert_not_called()
    app.dependency_overrides.pop(get_persistence)
"""
SET_TO_A_MOCK = """\
from unittest import mock
from cases import web


def test_admin(monkeypatch):
    accessor = mock.Mock()
    monkeypatch.setattr(web, "get_persistence", accessor)
    assert web.admin(1)
"""
SET_TO_SOMETHING = """\
from cases import web
from elsewhere import fake


def test_admin(monkeypatch):
    monkeypatch.setattr(web, "get_persistence", lambda: fake.made())
    assert web.admin(1)
"""

ASSIGNED = """\
from unittest.mock import MagicMock
from cases import web


def test_admin():
    before = web.get_persistence
    fake = MagicMock()
    web.get_persistence = lambda: fake
    try:
        assert web.admin(1)
    finally:
        web.get_persistence = before
"""


def changes_of(root: Path, text: str, test: str) -> Changes:
    """Carry out the step on a module and its test."""
    copy_tree(root)
    (root / "cases").mkdir()
    (root / "cases" / "web.py").write_text(text, encoding="utf-8")
    (root / "cases" / "test_web.py").write_text(test, encoding="utf-8")
    with analyse(root, read_config(root / "ferry.toml")) as analysis:
        return carry_out(analysis, "migrate_cases")


@pytest.mark.parametrize(
    ("text", "test", "lines"),
    [
        (
            ASKING,
            PATCHED,
            [
                '    with mock.patch.object(web, "get_async_persistence") as accessor:',
                "        store = accessor.return_value = AsyncMock()",
            ],
        ),
        (
            ASKING,
            PATCHED.replace('persistence")', 'persistence", new_callable=mock.MagicMock)'),
            ["        store = accessor.return_value = AsyncMock()"],
        ),
        (
            ASKING,
            SET,
            ["    fake = mock.AsyncMock()", '    monkeypatch.setattr(web, "get_async_persistence", lambda: fake)'],
        ),
        (
            DEPENDING,
            OVERRIDDEN,
            [
                "    layer = AsyncMock()",
                "    app.dependency_overrides[get_async_persistence] = lambda: layer",
                "    layer.is_admin.assert_not_called()",
                "    app.dependency_overrides.pop(get_async_persistence)",
            ],
        ),
    ],
    ids=["patch.object", "new_callable", "monkeypatch", "dependency_overrides"],
)
def test_the_twin_is_replaced_by_what_can_be_awaited(tmp_path: Path, text: str, test: str, lines: list[str]) -> None:
    changes = changes_of(tmp_path, text, test)

    assert changes.blockers == []
    migrated = (changes.contents["cases/test_web.py"] or b"").decode("utf-8").splitlines()
    assert [line for line in lines if line not in migrated] == []


TOLD = """\
from unittest.mock import MagicMock, patch

from app.persistence import PersistenceLayer
from cases import web


class Fake:
    def is_admin(self, key):
        return 3


@patch("cases.web.get_persistence")
def test_admin(accessor):
    {told}
    assert web.admin(1) == 3
"""


@pytest.mark.parametrize(
    ("told", "lines"),
    [
        ("layer = MagicMock()\n    accessor.return_value = layer", ["layer = AsyncMock()"]),
        (
            'accessor.return_value = MagicMock(**{"is_admin.return_value": 3})',
            ['accessor.return_value = AsyncMock(**{"is_admin.return_value": 3})'],
        ),
        ("layer = MagicMock()\n    accessor.side_effect = lambda: layer", ["layer = AsyncMock()"]),
        ("accessor.side_effect = [MagicMock()]", ["accessor.side_effect = [AsyncMock()]"]),
        ("accessor.configure_mock(return_value=MagicMock())", ["accessor.configure_mock(return_value=AsyncMock())"]),
        (
            "accessor.return_value = MagicMock(spec=PersistenceLayer)",
            ["accessor.return_value = MagicMock(spec=AsyncPersistenceLayer)"],
        ),
        ("accessor.return_value = PersistenceLayer()", ["accessor.return_value = AsyncPersistenceLayer()"]),
    ],
)
def test_what_the_mock_of_a_patch_is_told_to_give_can_be_awaited(tmp_path: Path, told: str, lines: list[str]) -> None:
    changes = changes_of(tmp_path, ASKING, TOLD.format(told=told))

    assert changes.blockers == []
    migrated = (changes.contents["cases/test_web.py"] or b"").decode("utf-8")
    assert '@patch("cases.web.get_async_persistence")' in migrated
    assert [line for line in lines if line not in migrated] == []
    assert "accessor.return_value = AsyncMock()\n" not in migrated


@pytest.mark.parametrize("told", ["accessor.return_value = Fake()", "fake = Fake()\n    accessor.return_value = fake"])
def test_a_fake_that_the_mock_of_a_patch_is_told_to_give_is_a_blocker(tmp_path: Path, told: str) -> None:
    changes = changes_of(tmp_path, ASKING, TOLD.format(told=told))

    assert ("cases/test_web.py", "heir") in {(b.file, b.kind) for b in changes.blockers}
    assert changes.contents == {}


@pytest.mark.parametrize(
    "test", [SET_TO_A_MOCK, SET_TO_SOMETHING, ASSIGNED], ids=["mock", "something unknown", "an assignment"]
)
def test_what_nobody_can_follow_is_a_blocker(tmp_path: Path, test: str) -> None:
    changes = changes_of(tmp_path, ASKING, test)

    assert ("cases/test_web.py", "mock") in {(b.file, b.kind) for b in changes.blockers}
    assert changes.contents == {}


GIVEN_FAKES = {
    "a lambda": 'monkeypatch.setattr("cases.web.get_persistence", lambda: Fake())',
    "a function": "def give():\n        return Fake()\n\n    monkeypatch.setattr(web, 'get_persistence', give)",
    "a class": 'monkeypatch.setattr("cases.web.get_persistence", Fake)',
}


@pytest.mark.parametrize("given", GIVEN_FAKES.values(), ids=GIVEN_FAKES)
def test_a_fake_that_takes_the_place_of_what_an_accessor_gives_is_a_blocker(tmp_path: Path, given: str) -> None:
    test = TOLD.replace('@patch("cases.web.get_persistence")\ndef test_admin(accessor)', "def test_admin(monkeypatch)")

    changes = changes_of(tmp_path, ASKING, test.format(told=given))

    assert "heir" in {b.kind for b in changes.blockers if b.file == "cases/test_web.py"}
    assert changes.contents == {}


OVERRIDING_FAKES = {
    "a class": "app.dependency_overrides[get_persistence] = Fake",
    "a lambda": "app.dependency_overrides[get_persistence] = lambda: Fake()",
    "a function": "def give():\n        return Fake()\n\n    app.dependency_overrides[get_persistence] = give",
    "an update": "fake = Fake()\n    app.dependency_overrides.update({get_persistence: lambda: fake})",
}
ANNOTATED = DEPENDING.replace(
    "layer: PersistenceLayer = Depends(get_persistence)", "layer: Annotated[PersistenceLayer, Depends(get_persistence)]"
).replace("from fastapi", "from typing import Annotated\n\nfrom fastapi", 1)


@pytest.mark.parametrize("web", [DEPENDING, ANNOTATED], ids=["default", "annotated"])
@pytest.mark.parametrize("given", OVERRIDING_FAKES.values(), ids=OVERRIDING_FAKES)
def test_a_fake_that_fastapi_gives_instead_is_a_blocker(tmp_path: Path, given: str, web: str) -> None:
    test = TOLD.replace('@patch("cases.web.get_persistence")\ndef test_admin(accessor)', "def test_admin()")
    imports = "from app.persistence import get_persistence\nfrom cases.web import app\n"

    changes = changes_of(tmp_path, web, imports + test.format(told=given))

    assert "heir" in {b.kind for b in changes.blockers if b.file == "cases/test_web.py"}
    assert changes.contents == {}


IMPORTING = """\
def admin(key):
    from app.persistence import get_persistence as layer

    return layer().is_admin(key)
"""
BY_ITS_MODULE = """\
from app import persistence


def admin(key):
    return persistence.get_persistence().is_admin(key)
"""
BOTH = """\
from app import persistence


def admin(key):
    from app.persistence import get_persistence

    return get_persistence().is_admin(key) and persistence.get_persistence().is_admin(key)
"""
IN_ITS_MODULE = TOLD.replace("cases.web.get_persistence", "app.persistence.get_persistence").format(
    told="accessor.return_value.is_admin.return_value = 3"
)
RENAMED = ASKING.replace("import get_persistence", "import get_persistence as layer").replace(
    "return get_persistence", "return layer"
)
BY_ANOTHER_NAME = IN_ITS_MODULE.replace("app.persistence.get_persistence", "cases.web.layer")


@pytest.mark.parametrize(
    ("text", "test", "patched"),
    [
        (IMPORTING, IN_ITS_MODULE, "app.persistence.async_layer.get_async_persistence"),
        (BY_ITS_MODULE, IN_ITS_MODULE, "cases.web.get_async_persistence"),
        (BY_ITS_MODULE, IN_ITS_MODULE.replace("app.pers", "cases.web.pers"), "cases.web.get_async_persistence"),
        (RENAMED, BY_ANOTHER_NAME, "cases.web.get_async_persistence"),
    ],
    ids=["an import in a function", "by its module", "by its module in another", "by another name"],
)
def test_the_twin_is_patched_where_the_code_looks_it_up(tmp_path: Path, text: str, test: str, patched: str) -> None:
    changes = changes_of(tmp_path, text, test)

    assert changes.blockers == []
    assert f'@patch("{patched}"' in (changes.contents["cases/test_web.py"] or b"").decode("utf-8")


def test_a_patch_for_code_that_looks_the_twin_up_in_several_places_is_a_blocker(tmp_path: Path) -> None:
    changes = changes_of(tmp_path, BOTH, IN_ITS_MODULE)

    assert [b.line for b in changes.blockers if b.kind == "mock"] == [12]
    assert changes.contents == {}


def test_an_import_that_another_module_reads_through_the_one_that_has_it_stays(tmp_path: Path) -> None:
    reading = "from cases import web\n\nSIZE = web.get_persistence().count_players()\n"

    changes = changes_of(tmp_path, ASKING, reading)

    text = (changes.contents["cases/web.py"] or b"").decode("utf-8")
    assert "    return await get_async_persistence().is_admin(key)\n" in text
    assert "import get_persistence\n" in text


HEIRS = """\
from unittest.mock import Mock
from cases.web import Census, admin_of, named


class Counting(Mock):
    pass


def test_the_facade():
    store = Counting()
    store.is_admin.return_value = True
    assert admin_of(store)


def test_a_class():
    census = Counting()
    census.admin.return_value = True
    assert named(census)
"""
HELD = """\
from app.persistence import PersistenceLayer


def admin_of(store: PersistenceLayer) -> bool:
    return store.is_admin(1)


class Census:
    def __init__(self, store: PersistenceLayer) -> None:
        self.store = store

    def admin(self) -> bool:
        return self.store.is_admin(1)


def named(census: Census) -> bool:
    return census.admin()
"""


def test_an_heir_of_a_mock_is_left_to_a_person(tmp_path: Path) -> None:
    changes = changes_of(tmp_path, HELD, HEIRS)

    assert {(b.file, b.line, b.kind) for b in changes.blockers if b.kind != "held_back"} == {
        ("cases/test_web.py", 10, "heir"),
        ("cases/test_web.py", 12, "heir"),
        ("cases/test_web.py", 18, "mock"),
    }


MAKING = """\
from app.persistence import PersistenceLayer


def admin(key):
    return PersistenceLayer().is_admin(key)
"""
CLASS_REPLACED = """\
from unittest import mock
from cases import web


def test_admin(monkeypatch):
    {replaced}
    assert web.admin(1)
"""


@pytest.mark.parametrize(
    ("text", "replaced", "is_held"),
    [
        (MAKING, 'mock.patch("cases.web.PersistenceLayer").start()', True),
        (MAKING, 'mock.patch.object(web, "PersistenceLayer", autospec=True).start()', True),
        (MAKING, 'monkeypatch.setattr(web, "PersistenceLayer", mock.Mock())', True),
        (MAKING, 'monkeypatch.setattr("cases.web.PersistenceLayer", mock.Mock())', True),
        (MAKING, 'mock.patch("cases.web.admin").start()', False),
        (ASKING, 'mock.patch("app.persistence.PersistenceLayer").start()', False),
        (MAKING.replace("from app.persistence import PersistenceLayer", "from app import persistence").replace(
            "return ", "return persistence."), 'mock.patch("app.persistence.PersistenceLayer").start()', True),
    ],
    ids=["patch", "patch.object", "setattr", "setattr by text", "something else", "elsewhere", "after its module"],
)  # fmt: skip
def test_what_makes_a_class_stays_where_a_test_replaces_that(
    tmp_path: Path, text: str, replaced: str, *, is_held: bool
) -> None:
    changes = changes_of(tmp_path, text, CLASS_REPLACED.format(replaced=replaced))

    assert [(b.kind, b.line) for b in changes.blockers if b.file == "cases/test_web.py"] == (
        [("mock", 6)] if is_held else []
    )
    assert ("cases/web.py" in changes.contents) != is_held


DESK = """\
from app.persistence import PersistenceLayer, get_persistence


class Desk:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer
        self.other = 1

    def admin(self, key) -> bool:
        return self.layer.is_admin(key)


def open_desk() -> Desk:
    return Desk(get_persistence())
"""
ATTRIBUTE_REPLACED = """\
from unittest import mock
from cases import web


def test_admin(monkeypatch):
    desk = web.open_desk()
    {replaced}
    assert desk.admin(1)
"""


@pytest.mark.parametrize(
    ("replaced", "is_held"),
    [
        ('mock.patch.object(desk, "layer", new_callable=mock.Mock).start()', True),
        ('mock.patch.object(web.Desk, "layer", create=True).start()', True),
        ('mock.patch.object(desk, "layer", autospec=True).start()', False),
        ('mock.patch.object(desk, "layer", None)', False),
        ('mock.patch.object(desk, "other").start()', False),
        ('mock.patch.object(desk, "admin").start()', False),
    ],
    ids=["another class", "on the class", "with its spec", "by nothing", "another attribute", "a method"],
)
def test_what_an_object_holds_stays_where_a_test_replaces_that(tmp_path: Path, replaced: str, *, is_held: bool) -> None:
    """Nothing follows what is there meanwhile: awaited it would fail."""
    changes = changes_of(tmp_path, DESK, ATTRIBUTE_REPLACED.format(replaced=replaced))

    assert [(b.kind, b.line) for b in changes.blockers if b.file == "cases/test_web.py"] == (
        [("mock", 7)] if is_held else []
    )
    assert ("cases/web.py" in changes.contents) != is_held


MADE_BY_A_FIELD = """\
from dataclasses import dataclass, field

from app.persistence import PersistenceLayer, get_persistence


@dataclass
class Desk:
    layer: PersistenceLayer = field(default_factory=get_persistence)

    @property
    def size(self):
        return self.layer.count_players()
"""
FIELD_PATCHED = """\
from unittest.mock import Mock, patch
from cases.web import Desk


def test_size():
    with patch("cases.web.get_persistence"):
        assert Desk(Mock(count_players=Mock(return_value=3))).size == 3
"""


def test_the_patch_of_an_accessor_that_a_field_calls_stays_with_it(tmp_path: Path) -> None:
    changes = changes_of(tmp_path, MADE_BY_A_FIELD, FIELD_PATCHED)

    assert {blocker.kind for blocker in changes.blockers} == {"property"}
    assert changes.contents == {}


GIVING = """\
from app.persistence import get_persistence


class Desk:
    @property
    def layer(self):
        return get_persistence()

    def admin(self, key):
        return self.layer.is_admin(key)


def layer():
    return get_persistence()


def layers():
    return {"one": get_persistence()}


def admin(key):
    return Desk().admin(key) and layer().is_admin(key) and layers()["one"].is_admin(key)
"""
FUNCTION_REPLACED = """\
from unittest import mock
from cases import web


def test_admin(monkeypatch):
    with {replaced} as made:
        assert made and web.admin(1)
"""


@pytest.mark.parametrize(
    ("replaced", "kept"),
    [
        ('mock.patch("cases.web.layers", side_effect=elsewhere)', 'asyncio.to_thread(layers()["one"].is_admin, key)'),
        (
            'mock.patch.object(web.Desk, "layer", new_callable=mock.PropertyMock)',
            "asyncio.to_thread(Desk().admin, key)",
        ),
        ("mock.patch.multiple(web, layer=mock.DEFAULT)", "asyncio.to_thread(layer().is_admin, key)"),
        ('mock.patch.multiple("cases.web", layers=mock.DEFAULT)', 'asyncio.to_thread(layers()["one"].is_admin, key)'),
    ],
)
def test_what_nobody_follows_in_the_place_of_a_function_that_gives_the_facade_is_a_blocker(
    tmp_path: Path, replaced: str, kept: str
) -> None:
    changes = changes_of(tmp_path, GIVING, FUNCTION_REPLACED.format(replaced=replaced))

    assert [(b.kind, b.line) for b in changes.blockers if b.file == "cases/test_web.py"] == [("mock", 6)]
    assert kept in (changes.contents["cases/web.py"] or b"").decode("utf-8")
