# blockers: property
import abc

from app.persistence import PersistenceLayer, get_persistence


class Opener(abc.ABC):
    @abc.abstractmethod
    def open(self, url):
        """Open what the address names."""


class Plain(Opener):
    def open(self, url):
        persistence = PersistenceLayer()
        return persistence


class Service:
    def __init__(self, opener: Opener, shared: bool) -> None:
        self.persistence = get_persistence() if shared else opener.open("plain")

    @property
    def size(self) -> int:
        return self.persistence.count_players()
