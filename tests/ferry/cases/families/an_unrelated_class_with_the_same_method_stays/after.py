from app.persistence.async_layer import get_async_persistence


class Counter:
    async def total(self) -> int:
        return await get_async_persistence().count_players()


class Basket:
    def total(self) -> int:
        return 0


def price(basket: Basket) -> int:
    return basket.total()
