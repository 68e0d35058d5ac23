from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from app.persistence import PersistenceLayer


class Listing(ABC):
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    @abstractmethod
    def notice_lines(self) -> Iterator[str]:
        """Lines of it."""

    @abstractmethod
    @contextmanager
    def notice_opened(self) -> Iterator[str]: ...

    def notice_held(self) -> AbstractContextManager[str]:
        raise NotImplementedError("notice_held")

    def show_notices(self) -> str:
        with self.notice_opened() as first, self.notice_held() as last:
            return first + "|".join(self.notice_lines()) + last


class Numbered(Listing):
    @classmethod
    @abstractmethod
    def notice_numbers(cls, layer: PersistenceLayer) -> Iterator[int]:
        pass

    def show_notices(self) -> str:
        return super().show_notices() + str(sum(self.notice_numbers(self.layer)))


class PlayerListing(Numbered):
    def notice_lines(self) -> Iterator[str]:
        for player in self.layer.list_players():
            yield player.name

    @contextmanager
    def notice_opened(self) -> Iterator[str]:
        yield str(self.layer.count_players())

    @contextmanager
    def notice_held(self) -> Iterator[str]:
        yield str(self.layer.count_players())

    @classmethod
    def notice_numbers(cls, layer: PersistenceLayer) -> Iterator[int]:
        yield layer.count_players()


class Source(Protocol):
    def notice_names(self) -> Iterator[str]: ...


class Players:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def notice_names(self) -> Iterator[str]:
        for player in self.layer.list_players():
            yield player.name


def joined(source: Source) -> str:
    return "|".join(source.notice_names())


def all_players(layer: PersistenceLayer) -> str:
    return joined(Players(layer))
