from abc import ABC
from typing import Generic, Protocol, TypeVar

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence

T = TypeVar("T")


class Rights(Protocol):
    async def allowed(self, key: int) -> bool: ...


class FromStore:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def allowed(self, key: int) -> bool:
        return await self.layer.is_admin(key)


class Base(ABC, Generic[T]):
    def __init__(self, rights: Rights) -> None:
        self.rights = rights

    async def show(self, key: int) -> str:
        return "secret" if await self.rights.allowed(key) else "denied"


class Page(Base[str]):
    pass


async def main() -> str:
    return await Page(FromStore(get_async_persistence())).show(2)
