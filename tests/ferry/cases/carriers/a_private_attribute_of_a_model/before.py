from typing import Any

from pydantic import BaseModel, PrivateAttr

from app.persistence import PersistenceLayer, get_persistence


class Promoter(BaseModel):
    limit: int = 3
    _layer: PersistenceLayer = PrivateAttr()

    def model_post_init(self, context: Any) -> None:
        self._layer = get_persistence()

    def promote(self) -> int:
        return self._layer.count_players()


class Demoter(BaseModel):
    limit: int = 3
    _layer: PersistenceLayer = PrivateAttr(default_factory=get_persistence)
    _other: PersistenceLayer = PrivateAttr(default_factory=PersistenceLayer)

    def demote(self) -> int:
        return self._layer.count_players() + self._other.count_players()


def promoted() -> int:
    return Promoter(limit=2).promote()


def demoted() -> int:
    return Demoter().demote()


def plain() -> int:
    return get_persistence().count_players()
