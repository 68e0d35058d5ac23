from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.persistence import PersistenceLayer


def size(layer: PersistenceLayer) -> int:
    return layer.count_players()
