import builtins
import logging

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


class Shop:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def size(self) -> int:
        return await self.layer.count_players()


def open_shop() -> None:
    logging.root.shop = Shop(get_async_persistence())
    setattr(builtins, "shop_of_all", Shop(get_async_persistence()))


async def size() -> int:
    shop = logging.root.shop
    return await shop.size() + await getattr(builtins, "shop_of_all").size()
