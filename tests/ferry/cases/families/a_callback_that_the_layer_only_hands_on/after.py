from collections.abc import Awaitable, Callable

from app.persistence import PersistenceLayer
from app.persistence.async_layer import AsyncPersistenceLayer


class RecallingLayer(PersistenceLayer):
    on_count: Callable[[PersistenceLayer], int]

    def callback(self) -> Callable[[PersistenceLayer], Awaitable[int]]:
        return self.on_count


async def on_count(layer: AsyncPersistenceLayer) -> int:
    return await layer.count_players()


async def size(layer: RecallingLayer, plain: AsyncPersistenceLayer) -> int:
    call = layer.callback()
    return await call(plain)


def build(layer: RecallingLayer) -> None:
    layer.on_count = on_count
