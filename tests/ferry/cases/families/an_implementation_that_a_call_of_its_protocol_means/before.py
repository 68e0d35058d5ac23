from typing import Protocol

from app.persistence import PersistenceLayer, get_persistence


class Opener(Protocol):
    def provide(self, place): ...


class Plain:
    def provide(self, place):
        persistence = PersistenceLayer()
        return persistence


class Service:
    def __init__(self, opener: Opener, shared: bool) -> None:
        self.persistence = get_persistence() if shared else opener.provide("plain")

    def name(self, key: int) -> str:
        return self.persistence.get_player(key).name
