from collections.abc import Callable
from dataclasses import dataclass

import pytest

from app.persistence import get_persistence


def mail(number: int) -> object:
    return get_persistence().get_player(number)


def show(number: int) -> str:
    return f"{mail(number)}"


HANDLERS: dict[str, Callable[[int], object]] = {"mail": mail}


def run(name: str) -> object:
    return HANDLERS[name](1)


@dataclass
class Entry:
    action: Callable[[int], object]

    def run(self) -> object:
        return self.action(1)


def entry() -> Entry:
    return Entry(mail)


class Page:
    def __init__(self, finder):
        self.finder = finder

    def text(self) -> str:
        return str(self.finder(1))


def page() -> Page:
    return Page(mail)


@pytest.fixture
def stubbed(mocker):
    return mocker.stub()


def test_in_a_table(mocker) -> None:
    stub = mocker.stub("mail")
    stub.return_value = "x"
    mocker.patch.dict(HANDLERS, {"mail": stub})
    assert run("mail") == "x"
    stub.assert_called_once_with(1)


def test_in_a_patch(mocker) -> None:
    stub = mocker.stub(name="mail")
    stub.return_value = "x"
    mocker.patch(f"{__name__}.mail", stub)
    assert show(1) == "x"
    stub.assert_called_once_with(1)


def test_in_a_patch_at_once(mocker, monkeypatch) -> None:
    mocker.patch(f"{__name__}.mail", new=mocker.stub())
    show(1)
    monkeypatch.setattr(f"{__name__}.mail", mocker.stub())
    show(1)


def test_in_a_field(mocker) -> None:
    action = mocker.stub()
    action.return_value = 3
    assert Entry(action).run() == 3
    action.assert_called_once_with(1)


def test_by_a_constructor(stubbed) -> None:
    stubbed.return_value = 3
    assert Page(stubbed).text() == "3"
    stubbed.assert_called_once_with(1)


def test_not_awaited(mocker) -> None:
    other = mocker.stub("other")
    other(1)
    other.assert_called_once_with(1)


class Census:
    def heads(self) -> int:
        return get_persistence().count_players()


class Desk:
    def __init__(self, make=Census) -> None:
        self.make = make

    def sign(self) -> str:
        return str(self.make().heads())


def test_what_makes_objects(mocker) -> None:
    make = mocker.stub()
    make.return_value.heads.return_value = 3
    assert Desk(make).sign() == "3"
    make.assert_called_once_with()
