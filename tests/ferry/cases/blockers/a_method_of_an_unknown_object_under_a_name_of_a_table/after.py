# blockers: dynamic, held_back
from app.persistence import PersistenceLayer


class Errand:
    tell = None

    def run_errand(self) -> None:
        self.tell("half way")


class Crier:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def cry_size(self, text: str) -> None:
        print(text, self.layer.count_players())


class Bureau:
    forwarded = {"cry_size": "tell"}

    def __init__(self, *parts) -> None:
        self.errand, self.crier = parts

    def open_bureau(self) -> None:
        for theirs, ours in self.forwarded.items():
            setattr(self.errand, ours, getattr(self.crier, theirs))
        self.errand.run_errand()
