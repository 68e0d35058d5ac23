from unittest.mock import patch

import pytest

from app.persistence import get_persistence

PLACE = "cases.patches.test_a_patch_that_a_fixture_gives.get_persistence"


def name(key: int) -> str:
    return str(get_persistence().get_player(key))


def store(player: object) -> None:
    get_persistence().save_player(player)


@pytest.fixture
def accessor(mocker):
    return mocker.patch(PLACE)


@pytest.fixture
def yielded(mocker):
    yield mocker.patch(PLACE)


@pytest.fixture
def layer(mocker):
    return mocker.patch(PLACE).return_value


@pytest.fixture
def entered():
    with patch(PLACE) as given:
        yield given


@pytest.fixture
def handed_on(entered):
    return entered


def test_it_is_told(accessor) -> None:
    accessor.return_value.get_player.return_value = "x"
    assert name(1) == "x"


def test_it_is_asked(accessor) -> None:
    store(1)
    accessor.return_value.save_player.assert_called_once_with(1)


def test_what_it_gives_has_a_name(yielded) -> None:
    given = yielded.return_value
    given.get_player.return_value = "x"
    assert name(1) == "x"


def test_nobody_asks(yielded) -> None:
    store(1)


def test_the_layer(layer) -> None:
    layer.get_player.return_value = "x"
    assert name(1) == "x"
    layer.get_player.assert_called_once_with(1)


def test_another_name(handed_on) -> None:
    handed_on().get_player.return_value = "x"
    assert name(1) == "x"
    handed_on.return_value.get_player.assert_called_once_with(1)


def test_at_once(mocker) -> None:
    mocker.patch(PLACE).return_value.get_player.return_value = "x"
    assert name(1) == "x"
