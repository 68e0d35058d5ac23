from abc import ABC
from typing import Generic, Protocol, TypeVar

from app.persistence import PersistenceLayer, get_persistence

T = TypeVar("T")


class Rights(Protocol):
    def allowed(self, key: int) -> bool: ...


class FromStore:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def allowed(self, key: int) -> bool:
        return self.layer.is_admin(key)


class Base(ABC, Generic[T]):
    def __init__(self, rights: Rights) -> None:
        self.rights = rights

    def show(self, key: int) -> str:
        return "secret" if self.rights.allowed(key) else "denied"


class Page(Base[str]):
    pass


def main() -> str:
    return Page(FromStore(get_persistence())).show(2)
