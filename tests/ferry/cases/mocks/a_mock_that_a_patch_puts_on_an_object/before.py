from unittest.mock import MagicMock, patch

import pytest

from app.persistence import PersistenceLayer, get_persistence


class Kiosk:
    def __init__(self, stock: PersistenceLayer) -> None:
        self.stock = stock

    def offer(self, key: int) -> str:
        return f"{self.stock.get_player(key)} of {self.stock.room_names()}"


kiosk = Kiosk(get_persistence())


@pytest.fixture
def stocked(monkeypatch) -> MagicMock:
    stock = MagicMock()
    stock.get_player.return_value = "bread"
    stock.room_names.return_value = 1
    monkeypatch.setattr(kiosk, "stock", stock)
    return stock


def test_a_fixture_puts_it(stocked) -> None:
    assert kiosk.offer(1) == "bread of 1"
    stocked.get_player.assert_called_once_with(1)


def test_a_block_puts_it() -> None:
    with patch.object(kiosk, "stock") as stock:
        stock.get_player.return_value = "milk"
        stock.room_names.return_value = 2
        assert kiosk.offer(2) == "milk of 2"


@patch.object(kiosk, "stock")
def test_a_decorator_puts_it(stock) -> None:
    stock.get_player.side_effect = KeyError
    with pytest.raises(KeyError):
        kiosk.offer(3)


def test_it_is_given() -> None:
    stock = MagicMock(**{"get_player.return_value": "eggs", "room_names.return_value": 4})
    with patch.object(kiosk, "stock", new=stock):
        assert kiosk.offer(4) == "eggs of 4"


def test_a_fake_is_given(monkeypatch) -> None:
    monkeypatch.setattr(kiosk, "stock", get_persistence())
    assert kiosk.offer(5).startswith("None of")
