from unittest.mock import Mock, patch

from app.persistence import get_persistence


class Gate:
    def allows(self, player_id: int) -> bool:
        return get_persistence().is_admin(player_id)

    def title(self) -> str:
        return "gate"


class Controller:
    gates = {"front": Gate()}


GATES = {"back": Gate}


def show(player_id: int) -> str:
    return "ok" if Controller.gates["front"].allows(player_id) else "403"


def show_back(player_id: int) -> str:
    return "ok" if GATES["back"]().allows(player_id) else "403"


def test_show() -> None:
    with patch.dict(Controller.gates, front=Mock(allows=Mock(return_value=True))):
        assert show(1) == "ok"


def test_show_back(monkeypatch) -> None:
    gate = Mock(allows=lambda player_id: player_id == 2)
    monkeypatch.setitem(GATES, "back", Mock(return_value=gate))
    assert show_back(2) == "ok"
    closed = Mock()
    closed.return_value.allows.return_value = False
    with patch.dict(GATES, {"back": closed}):
        assert show_back(2) == "403"
