import sys
from unittest.mock import MagicMock, patch

from app.persistence import get_persistence

shelf = get_persistence()
HERE = sys.modules[__name__]


class Counter:
    rack = get_persistence()

    def ask(self, key: int) -> str:
        return f"{self.rack.get_player(key)}"


def reach(key: int) -> str:
    return f"{shelf.get_player(key)}"


@patch.object(HERE, "shelf", None)
def test_nothing_is_put() -> None:
    assert shelf is None


@patch(f"{__name__}.shelf")
def test_a_decorator_puts_it(shelf) -> None:
    shelf.get_player.return_value = "jam"
    assert reach(1) == "jam"


@patch.object(Counter, "rack")
def test_a_decorator_puts_it_on_a_class(rack) -> None:
    rack.get_player.return_value = "salt"
    assert Counter().ask(1) == "salt"


def test_it_is_given_to_a_class(monkeypatch) -> None:
    rack = MagicMock()
    rack.get_player.return_value = "oil"
    monkeypatch.setattr(Counter, "rack", rack)
    assert Counter().ask(2) == "oil"
