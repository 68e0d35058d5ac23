from unittest.mock import MagicMock, patch

from app.container import ApplicationContainer

holder = ApplicationContainer()


def show(key: int) -> str:
    return f"player {holder.persistence.get_player(key)}"


def test_a_block_puts_it() -> None:
    with patch.object(holder, "persistence") as layer:
        layer.get_player.return_value = 1
        assert show(1) == "player 1"


@patch.object(holder, "persistence")
def test_a_decorator_puts_it(layer) -> None:
    layer.get_player.return_value = 2
    assert show(2) == "player 2"


def test_it_is_given(monkeypatch) -> None:
    layer = MagicMock()
    layer.get_player.return_value = 3
    monkeypatch.setattr(holder, "persistence", layer)
    assert show(3) == "player 3"
