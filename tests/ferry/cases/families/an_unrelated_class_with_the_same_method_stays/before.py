from app.persistence import get_persistence


class Counter:
    def total(self) -> int:
        return get_persistence().count_players()


class Basket:
    def total(self) -> int:
        return 0


def price(basket: Basket) -> int:
    return basket.total()
