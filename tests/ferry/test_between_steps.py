"""A mock in a test follows with the code that meets it, not with the test: between the two steps both still fit."""

from pathlib import Path

import pytest

from tests.ferry.conftest import copy_tree, migrate
from tools.ferry.rewrite import Changes

LATER = """\
from fastapi import Depends, FastAPI
from app.container import ApplicationContainer
from app.persistence import PersistenceLayer

app = FastAPI()
container = ApplicationContainer()


def get_container() -> ApplicationContainer:
    return container


def layer_of() -> PersistenceLayer:
    return get_container().persistence


@app.get("/")
def count(layer: PersistenceLayer = Depends(layer_of)) -> int:
    return layer.count_players()


def total() -> int:
    return get_container().persistence.count_players()


class Who:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def size(self) -> int:
        return self.layer.count_players()
"""
TEST = """\
from unittest.mock import MagicMock, patch
from fastapi.testclient import TestClient
from app.later.web import Who, app, layer_of, total
from app.persistence import PersistenceLayer


"""
HELD = """\
def test_total() -> None:
    container = MagicMock()
    container.persistence.count_players.return_value = 3
    with patch("app.later.web.get_container", return_value=container):
        assert total() == 3
    container.persistence.count_players.assert_called_once()
"""
PATCHED = """\
@patch("app.later.web.get_container")
def test_total(container) -> None:
    container.return_value.persistence.count_players.return_value = 3
    assert total() == 3
"""
TOLD = """\
def test_total() -> None:
    layer = MagicMock()
    layer.count_players.return_value = 3
    with patch("app.later.web.get_container", return_value=MagicMock(persistence=layer)):
        assert total() == 3
"""
SERVED = """\
def test_count() -> None:
    container = MagicMock()
    container.persistence.count_players.return_value = 3
    with patch("app.later.web.get_container", return_value=container):
        assert TestClient(app).get("/").json() == 3
"""
PASSED = """\
def test_size() -> None:
    container = MagicMock()
    container.persistence.count_players.return_value = 3
    assert Who(container.persistence).size() == 3
"""
OVERRIDDEN = """\
def test_count(monkeypatch) -> None:
    layer = MagicMock(spec=PersistenceLayer)
    layer.count_players.return_value = 9
    {override}
    assert TestClient(app).get("/").json() == 9
"""
HOLDING = "    container.async_persistence = AsyncMock()"
OVERRIDING = "    layer = MagicMock(spec=AsyncPersistenceLayer)"
TESTS = {
    "a mock of the holder": (HELD, HOLDING),
    "the mock of a patch": (PATCHED, "    container.return_value.async_persistence = AsyncMock()"),
    "a mock that the holder's is told": (TOLD, "    layer = AsyncMock()"),
    "what a framework calls": (SERVED, HOLDING),
    "what is passed on": (PASSED, HOLDING),
    "an override": (OVERRIDDEN.format(override="app.dependency_overrides[layer_of] = lambda: layer"), OVERRIDING),
    "an override that is set": (
        OVERRIDDEN.format(override="monkeypatch.setitem(app.dependency_overrides, layer_of, lambda: layer)"),
        OVERRIDING,
    ),
    "overrides in a dictionary": (
        OVERRIDDEN.format(override="app.dependency_overrides.update({layer_of: MagicMock(return_value=layer)})"),
        OVERRIDING,
    ),
}


def steps(root: Path, test: str, later: str = LATER) -> tuple[Changes, Changes]:
    """Carry out the step of a test and that of the code which it tests."""
    copy_tree(root)
    (root / "app" / "later" / "web.py").write_text(later, encoding="utf-8")
    (root / "cases").mkdir()
    (root / "cases" / "test_web.py").write_text(TEST + test, encoding="utf-8")
    return migrate(root), migrate(root, "migrate_later")


def of_the_test(changes: Changes) -> list[str]:
    """Return the lines of the test after the step, none where it stays as it is."""
    return (changes.contents.get("cases/test_web.py") or b"").decode("utf-8").splitlines()


@pytest.mark.parametrize(("test", "line"), TESTS.values(), ids=TESTS)
def test_the_mock_waits_for_the_code_that_meets_it(tmp_path: Path, test: str, line: str) -> None:
    first, second = steps(tmp_path, test)

    assert (first.blockers, second.blockers) == ([], [])
    assert not any("sync_persistence" in text or "AsyncMock" in text for text in of_the_test(first))
    assert line in of_the_test(second)


BLOCKED = f"""{LATER}

def by_size() -> list[int]:
    return max(1, 2, key=lambda key: get_container().persistence.count_players())
"""


def test_a_mock_that_code_meets_which_stays_holds_back_what_else_meets_it(tmp_path: Path) -> None:
    test = HELD.replace("assert total() == 3", "assert total() == len(by_size()) + 1")
    _, second = steps(tmp_path, f"from app.later.web import by_size\n\n\n{test}", BLOCKED)

    kinds = {(b.file, b.kind) for b in second.blockers}
    assert {("app/later/web.py", "lambda"), ("app/later/web.py", "held_back")} <= kinds
    assert of_the_test(second) == []
    later = (second.contents["app/later/web.py"] or b"").decode("utf-8")
    assert "    return get_container().persistence.count_players()" in later


GIVEN = """\
from app.container import ApplicationContainer
from app.persistence import get_persistence

container = ApplicationContainer()


def total() -> int:
    return get_persistence().count_players()


def held() -> int:
    return container.persistence.count_players()
"""
STUBBED = """\
from unittest.mock import patch
from app.later.web import container, held, total
from app.persistence import get_persistence


def test_total() -> None:
    with patch.object({owner}, "count_players", return_value=77):
        assert {asked}() == 77
"""
SHARED = {
    "an accessor": ("get_persistence()", "get_async_persistence()", "total"),
    "a shared holder": ("container.persistence", "container.async_persistence", "held"),
    "an accessor, for what the holder has": ("get_persistence()", "get_async_persistence()", "held"),
}


@pytest.mark.parametrize(("owner", "becomes", "asked"), SHARED.values(), ids=SHARED)
def test_a_stub_on_a_shared_object_goes_with_all_that_meet_it(
    tmp_path: Path, owner: str, becomes: str, asked: str
) -> None:
    copy_tree(tmp_path)
    (tmp_path / "app" / "later" / "web.py").write_text(GIVEN, encoding="utf-8")
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "test_web.py").write_text(STUBBED.format(owner=owner, asked=asked), encoding="utf-8")
    both = [tmp_path / "cases" / "test_web.py", tmp_path / "app" / "later" / "web.py"]
    line = f'    with patch.object({becomes}, "count_players", return_value=77):'
    follow = {}
    for step in ("migrate_cases", "migrate_later"):
        assert migrate(tmp_path, step).blockers == []
        test, code = (file.read_text(encoding="utf-8").splitlines() for file in both)
        follow[step] = (line in test, f"async def {asked}() -> int:" in code)

    assert follow["migrate_cases"] in {(True, True), (False, False)}
    assert follow["migrate_later"] == (True, True)


@pytest.mark.parametrize(("owner", "becomes", "asked"), SHARED.values(), ids=SHARED)
def test_a_stub_on_a_shared_object_stays_with_what_meets_it_and_stays(
    tmp_path: Path, owner: str, becomes: str, asked: str
) -> None:
    copy_tree(tmp_path)
    kept = GIVEN.replace("    return", "    return max(1, 1, key=lambda one:").replace("players()", "players())")
    (tmp_path / "app" / "later" / "web.py").write_text(kept, encoding="utf-8")
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "test_web.py").write_text(STUBBED.format(owner=owner, asked=asked), encoding="utf-8")
    first = migrate(tmp_path)

    assert ("cases/test_web.py", 7, "mock") in {(b.file, b.line, b.kind) for b in first.blockers}
    assert becomes not in "".join(of_the_test(first))


SPIED = """\
from app.later.web import total
from app.persistence import PersistenceLayer, get_persistence


def test_total(mocker) -> None:
    spy = mocker.spy({owner}, "count_players")
    assert total() >= 0
    spy.assert_called_once()
"""
SPIES = {
    "the class": ("PersistenceLayer", "AsyncPersistenceLayer"),
    "what an accessor gives": ("get_persistence()", "get_async_persistence()"),
}


@pytest.mark.parametrize(("owner", "becomes"), SPIES.values(), ids=SPIES)
def test_a_spy_goes_with_all_that_meets_it(tmp_path: Path, owner: str, becomes: str) -> None:
    copy_tree(tmp_path)
    code, test = tmp_path / "app" / "later" / "web.py", tmp_path / "cases" / "test_web.py"
    code.write_text(GIVEN, encoding="utf-8")
    test.parent.mkdir()
    test.write_text(SPIED.format(owner=owner), encoding="utf-8")
    is_async = False
    for step in ("migrate_cases", "migrate_later"):
        assert migrate(tmp_path, step).blockers == []
        is_async = "async def total() -> int:" in code.read_text(encoding="utf-8")
        assert (f'    spy = mocker.spy({becomes}, "count_players")' in test.read_text(encoding="utf-8")) == is_async

    assert is_async
    assert "    spy.assert_awaited_once()" in test.read_text(encoding="utf-8")


ENTERED = """\
import asyncio

from app.persistence import get_persistence


class Unit:
    async def __aenter__(self) -> "Unit":
        self.layer = get_persistence()
        return self

    async def __aexit__(self, *error: object) -> None:
        await asyncio.to_thread(self.save)

    def save(self) -> None:
        self.layer.delete_player(1)


async def removed() -> int:
    async with Unit():
        return get_persistence().count_players()
"""
STUBBED_ON_CLASS = """\
import pytest
from app.later.web import removed
from app.persistence import PersistenceLayer


@pytest.mark.asyncio
async def test_removed(monkeypatch) -> None:
    seen = []
    monkeypatch.setattr(PersistenceLayer, "delete_player", lambda self, number: seen.append(number))
    assert await removed() >= 0
    assert seen == [1]
"""


def test_a_stub_on_the_class_is_met_by_what_a_block_enters_asynchronously(tmp_path: Path) -> None:
    copy_tree(tmp_path)
    (tmp_path / "app" / "later" / "web.py").write_text(ENTERED, encoding="utf-8")
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "test_web.py").write_text(STUBBED_ON_CLASS, encoding="utf-8")

    assert (migrate(tmp_path).blockers, migrate(tmp_path, "migrate_later").blockers) == ([], [])
    assert "setattr(AsyncPersistenceLayer," in (tmp_path / "cases" / "test_web.py").read_text(encoding="utf-8")
