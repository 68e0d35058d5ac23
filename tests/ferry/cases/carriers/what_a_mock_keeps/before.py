from unittest import mock

from app.persistence import get_persistence


class Ledger:
    def __init__(self, kept) -> None:
        self.kept_of_mock = kept

    def first(self) -> str:
        return self.kept_of_mock.get_player(1).name


class Bureau:
    def __init__(self, request) -> None:
        self.ledger = Ledger(kept=request.registry.layer_of_mock)


class Ask:
    def __init__(self) -> None:
        self.registry = mock.MagicMock()


def test_first() -> None:
    ask = Ask()
    ask.registry.layer_of_mock = get_persistence()
    assert Bureau(ask).ledger.first()


def test_what_the_mock_keeps() -> None:
    holder = mock.MagicMock()
    holder.second_layer_of_mock = get_persistence()
    assert holder.second_layer_of_mock.get_player(1)
