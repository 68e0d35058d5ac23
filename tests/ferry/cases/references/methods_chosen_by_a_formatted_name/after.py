from app.persistence.async_layer import AsyncPersistenceLayer


class Pages:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def do_get(self) -> int:
        return await self.layer.count_players()

    async def do_head(self) -> int:
        return 0

    async def answer(self, verb: str) -> int:
        page = getattr(self, "do_%s" % verb, None)
        return await page() if page else 404
