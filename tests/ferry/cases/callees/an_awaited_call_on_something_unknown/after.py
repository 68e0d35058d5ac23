from app.persistence.async_layer import AsyncPersistenceLayer


class Barn:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def count_cows(self) -> int:
        return await self.layer.count_players()


async def show_barn(barn) -> str:
    return f"{await barn.count_cows()} cows"
