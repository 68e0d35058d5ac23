from app.persistence import PersistenceLayer


class Copied:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def head_size(self) -> int:
        return self.layer.count_players()

    def copy_from(self, other: "Copied", names: list[str]) -> None:
        for name in names:
            setattr(self, name, getattr(other, name))
