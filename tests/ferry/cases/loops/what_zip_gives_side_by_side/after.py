from app.persistence.async_layer import AsyncPersistenceLayer


class Gauge:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def gauged(self, number: int) -> int:
        return (await self.layer.get_player_by_id(number)).level


async def gauge_all(layer: AsyncPersistenceLayer) -> list[int]:
    gauges = [Gauge(layer) for _ in range(3)]
    found = []
    for number, gauge in zip([1, 2, 3], gauges):
        found.append(await gauge.gauged(number))
    return found
