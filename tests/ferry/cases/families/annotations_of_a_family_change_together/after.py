# blockers: lambda
from heapq import nsmallest

from app.persistence import PersistenceLayer


class Base:
    def first(self, layer: PersistenceLayer) -> int:
        raise NotImplementedError

    def given(self) -> PersistenceLayer:
        raise NotImplementedError


class ByLevel(Base):
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def first(self, layer: PersistenceLayer) -> int:
        return nsmallest(1, [1, 2], key=lambda i: layer.get_player(i).level)[0]

    def given(self) -> PersistenceLayer:
        return self.layer

    def least(self) -> int:
        return nsmallest(1, [1, 2], key=lambda i: self.given().get_player(i).level)[0]
