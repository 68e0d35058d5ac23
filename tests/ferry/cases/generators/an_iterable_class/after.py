from app.persistence.async_layer import AsyncPersistenceLayer


class Roster:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def __aiter__(self):
        for player in await self.layer.list_players():
            yield player.name


async def show(roster: Roster) -> list[str]:
    async for name in roster:
        print(name)
    return [name.upper() async for name in roster]
