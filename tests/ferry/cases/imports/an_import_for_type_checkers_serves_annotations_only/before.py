# blockers: callback
from typing import TYPE_CHECKING

import app.persistence.layer as layers

if TYPE_CHECKING:
    from app.persistence.layer import PersistenceLayer


def size(layer: "PersistenceLayer") -> int:
    return layer.count_players()


def size_of(holder: object) -> int:
    return holder.count_players() if isinstance(holder, layers.PersistenceLayer) else 0


def players() -> object:
    return max("1", "2", key=layers.get_persistence().get_player)
