"""The facade is imported for the type checker alone: every annotation of it is in quotes."""

from typing import TYPE_CHECKING, Optional

if TYPE_CHECKING:
    from app.persistence import PersistenceLayer


class Hall:
    layer: "PersistenceLayer | None" = None

    def size(self):
        return self.layer.count_players() if self.layer else 0


def size(layer: "Optional[PersistenceLayer]"):
    return layer.count_players() if layer else 0


def first(layers: 'list[PersistenceLayer]'):
    return layers[0].get_player(1)
