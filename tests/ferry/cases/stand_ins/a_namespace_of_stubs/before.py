from types import SimpleNamespace

from app.persistence import PersistenceLayer


class Gate:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def opens_for(self, key: int) -> bool:
        return self.layer.is_admin(key)

    def colour(self) -> str:
        return "green"


def pass_through(gate: Gate, key: int) -> str:
    return gate.colour() if gate.opens_for(key) else "closed"


def test_pass_through() -> None:
    gate = SimpleNamespace(opens_for=lambda key: False, colour=lambda: "red")
    assert pass_through(gate, 1) == "closed"
