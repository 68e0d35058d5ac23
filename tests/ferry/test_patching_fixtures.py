"""Fixtures of a `conftest.py`, and `setUp`, that patch what gives the facade, for tests which only name the mock."""

from pathlib import Path

import pytest

from tests.ferry.conftest import migrate_modules

WEB = """\
from app.persistence import get_persistence


def open_store():
    return get_persistence()


def name(key):
    return get_persistence().get_player(key)


def admin(key):
    return open_store().get_player(key)
"""
FIXTURES = """\
from unittest import mock

import pytest


@pytest.fixture
def accessor(mocker):
    {given}


@pytest.fixture
def handed_on(accessor):
    return accessor
"""
TEST = """\
from cases import web


def test_name({fixture}):
    {fixture}{result}.get_player.return_value = 3
    assert web.{function}(1) == 3
"""
GIVEN = {
    "with": 'with mock.patch("cases.web.{place}") as given:\n        yield given',
    "mocker": 'return mocker.patch("cases.web.{place}")',
    "start": 'yield mock.patch("cases.web.{place}").start()\n    mock.patch.stopall()',
}


@pytest.mark.parametrize("result", [".return_value", "()"])
@pytest.mark.parametrize("fixture", ["accessor", "handed_on"])
@pytest.mark.parametrize(("place", "function"), [("get_persistence", "name"), ("open_store", "admin")])
@pytest.mark.parametrize("given", GIVEN.values(), ids=GIVEN)
def test_what_a_fixture_patches_follows_into_tests_of_other_modules(
    empty_tree: Path, given: str, place: str, function: str, fixture: str, result: str
) -> None:
    changes = migrate_modules(
        empty_tree,
        web=WEB,
        conftest=FIXTURES.format(given=given.format(place=place)),
        test_web=TEST.format(fixture=fixture, result=result, function=function),
    )

    assert changes.blockers == []
    assert "AsyncMock()" in (empty_tree / "cases/conftest.py").read_text(encoding="utf-8")
    test = (empty_tree / "cases/test_web.py").read_text(encoding="utf-8")
    assert f"    {fixture}{result}.get_player_by_id.return_value = 3\n" in test


CASE = """\
from unittest import TestCase, mock

from cases import web


class TestWeb(TestCase):
    def setUp(self):
        self.opened = mock.patch("cases.web.get_persistence").start()

    def test_name(self):
        store = self.opened.return_value
        store.get_player.return_value = 3
        assert web.name(1) == 3

    def test_nothing_is_told(self):
        assert web.name(1)
"""


def test_what_set_up_patches_is_awaitable_for_tests_that_do_not_name_it(empty_tree: Path) -> None:
    migrate_modules(empty_tree, web=WEB, test_web=CASE)

    test = (empty_tree / "cases/test_web.py").read_text(encoding="utf-8")
    assert "        self.opened.return_value = AsyncMock()\n" in test
    assert "        store = self.opened.return_value\n" in test
