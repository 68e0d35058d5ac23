from unittest.mock import MagicMock, patch

from app.persistence import PersistenceLayer, get_persistence


class Gate:
    def __init__(self, layer: PersistenceLayer | None = None) -> None:
        self.layer = layer or get_persistence()

    def allows(self, player_id: int) -> bool:
        return self.layer.is_admin(player_id)

    def title(self) -> str:
        return "gate"


class Controller:
    gate_class = Gate

    def __init__(self) -> None:
        self.gate = self.gate_class()

    def show(self, player_id: int) -> str:
        return "ok" if self.gate.allows(player_id) else "403"


def test_a_class_attribute(monkeypatch) -> None:
    fake = MagicMock()
    fake.return_value.allows.return_value = True
    monkeypatch.setattr(Controller, "gate_class", fake)
    assert Controller().show(1) == "ok"


def test_a_patched_class_attribute() -> None:
    gate = MagicMock()
    gate.allows.return_value = False
    fake = MagicMock(return_value=gate)
    with patch.object(Controller, "gate_class", fake):
        assert Controller().show(1) == "403"
