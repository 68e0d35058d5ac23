from unittest.mock import patch

from app.persistence import get_persistence


class Bus:
    def __init__(self) -> None:
        self.listeners: list[str] = []

    def emit(self, name: str) -> str:
        return f"{name} to {get_persistence().count_players()} and {len(self.listeners)}"


bus = Bus()


def announce() -> str:
    return bus.emit("ready")


def test_an_attribute_is_replaced(monkeypatch) -> None:
    monkeypatch.setattr(bus, "listeners", ["a", "b"])
    assert announce().endswith("and 2")


def test_in_a_block() -> None:
    with patch.object(bus, "listeners", ["a"]):
        assert announce().endswith("and 1")


def test_the_object_is_replaced(monkeypatch) -> None:
    monkeypatch.setattr("cases.patches.test_what_a_test_only_puts_into_a_place.bus", Bus())
    assert announce().endswith("and 0")
