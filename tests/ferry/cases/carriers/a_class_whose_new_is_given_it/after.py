from app.persistence.async_layer import get_async_persistence


class Page:
    def __new__(cls, layer, title):
        page = super().__new__(cls)
        page.layer = layer
        return page

    def __init__(self, layer, title) -> None:
        self.title = title

    async def size(self) -> int:
        return await self.layer.count_players()


async def size() -> int:
    return await Page(get_async_persistence(), "all").size()
