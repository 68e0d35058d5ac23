# blockers: generator, held_back
from collections.abc import Iterable, Iterator

from app.persistence import PersistenceLayer


class Legends:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def legends(self) -> Iterable[str]:
        return []

    def told(self) -> str:
        return "|".join(self.legends())


class PlayerLegends(Legends):
    def legends(self) -> Iterator[str]:
        for player in self.layer.list_players():
            yield player.name
