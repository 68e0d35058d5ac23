from app.persistence.async_layer import AsyncPersistenceLayer


class Hall:
    def __init__(self, layer: AsyncPersistenceLayer, width: int) -> None:
        self.layer = layer
        self.width = width

    async def crowd(self) -> int:
        return await self.layer.count_players()


def widest(halls):
    return max(halls, key=lambda hall: hall.width)


async def crowd_of_widest(layer: AsyncPersistenceLayer) -> int:
    return await widest([Hall(layer, 1), Hall(layer, 2)]).crowd() + 1
