from collections.abc import AsyncIterator

from app.persistence.async_layer import AsyncPersistenceLayer


class Rows:
    async def rows(self) -> AsyncIterator[str]:
        yield "head"


class PlayerRows(Rows):
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def rows(self) -> AsyncIterator[str]:
        async for item in super().rows():
            yield item
        for player in await self.layer.list_players():
            yield player.name


async def render(table: Rows) -> str:
    return "\n".join([item async for item in table.rows()])
