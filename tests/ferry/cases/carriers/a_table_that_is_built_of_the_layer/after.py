from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


class Names(dict):
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        super().__init__()
        self.layer = layer

    async def loaded(self, number: int) -> str:
        if number not in self:
            self[number] = (await self.layer.get_player_by_id(number)).name
        return self[number]


async def name_of(number: int) -> str:
    return await Names(get_async_persistence()).loaded(number)
