from unittest.mock import patch

from app.persistence import get_persistence


class Rules:
    def allowed(self, player_id: int) -> bool:
        return get_persistence().is_admin(player_id)


def show(player_id: int) -> str:
    return "yes" if Rules().allowed(player_id) else "no"


def test_a_target() -> None:
    with patch(target=f"{__name__}.get_persistence") as layer:
        layer.return_value.is_admin.return_value = True
        assert show(1) == "yes"


def test_an_attribute() -> None:
    with patch.object(target=Rules, attribute="allowed", new=lambda self, player_id: True):
        assert show(1) == "yes"


def test_a_name(monkeypatch) -> None:
    monkeypatch.setattr(target=Rules, name="allowed", value=lambda self, player_id: True)
    assert show(1) == "yes"
