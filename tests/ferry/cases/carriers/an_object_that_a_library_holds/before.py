import builtins
import logging

from app.persistence import PersistenceLayer, get_persistence


class Shop:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def size(self) -> int:
        return self.layer.count_players()


def open_shop() -> None:
    logging.root.shop = Shop(get_persistence())
    setattr(builtins, "shop_of_all", Shop(get_persistence()))


def size() -> int:
    shop = logging.root.shop
    return shop.size() + getattr(builtins, "shop_of_all").size()
