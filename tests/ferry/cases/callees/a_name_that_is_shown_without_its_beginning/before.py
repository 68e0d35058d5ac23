from app.persistence import PersistenceLayer


class Record:
    def __init__(self, layer: PersistenceLayer, number: int) -> None:
        self.layer = layer
        self.number = number

    def _loaded(self) -> int:
        return self.layer.get_player(self.number).level

    def row(self, names: list[str]) -> dict[str, object]:
        found: dict[str, object] = {"level": self._loaded()}
        for name in names:
            if name.startswith("_"):
                # Shown as the name is spoken.
                column = name[1:]
            else:
                column = name
            found[column] = getattr(self, name)
        return found

    def line(self, names: list[str]) -> str:
        return ", ".join(f"{name[1:] if name.startswith('_') else name}={getattr(self, name)}" for name in names)
