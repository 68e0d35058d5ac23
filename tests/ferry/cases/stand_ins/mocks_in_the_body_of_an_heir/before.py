from unittest.mock import Mock

from app.persistence import get_persistence


class Gate:
    def allows(self, player_id: int) -> bool:
        return get_persistence().is_admin(player_id)

    def size(self) -> int:
        return get_persistence().count_players()

    def title(self) -> str:
        return "gate"


class Controller:
    gate_class = Gate
    shared = Gate()

    def show(self, player_id: int) -> str:
        gate = self.gate_class()
        return "ok" if gate.allows(player_id) else f"403 of {self.shared.size()}"


class OpenController(Controller):
    gate_class = Mock(return_value=Mock(allows=Mock(return_value=True)))


class ClosedController(Controller):
    gate_class = Mock()
    gate_class.return_value.allows.return_value = False
    shared = Mock()
    shared.size.return_value = 3


def test_show() -> None:
    assert OpenController().show(1) == "ok"
    assert ClosedController().show(1) == "403 of 3"
