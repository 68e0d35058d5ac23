from dataclasses import dataclass, field

from app.persistence import PersistenceLayer, get_persistence


@dataclass
class Census:
    layer: PersistenceLayer = field(default_factory=get_persistence)
    other: PersistenceLayer = field(default_factory=PersistenceLayer)

    def size(self) -> int:
        return self.layer.count_players() + self.other.count_players()
