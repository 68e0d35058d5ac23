from app.persistence.async_layer import AsyncPersistenceLayer


class Hall:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def occupants(self) -> int:
        return await self.layer.count_players()

    inhabitants = occupants  # for those who called it so
