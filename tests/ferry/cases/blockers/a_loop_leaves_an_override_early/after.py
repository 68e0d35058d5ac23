# blockers: generator, held_back
from abc import ABC, abstractmethod
from collections.abc import Iterator

from app.persistence import PersistenceLayer


class Chronicle(ABC):
    @abstractmethod
    def chapters(self) -> Iterator[str]: ...

    def first(self) -> str:
        for chapter in self.chapters():
            return chapter
        return ""


class PlayerChronicle(Chronicle):
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def chapters(self) -> Iterator[str]:
        try:
            for player in self.layer.list_players():
                yield player.name
        finally:
            print("closed")
