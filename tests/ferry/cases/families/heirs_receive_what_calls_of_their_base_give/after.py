import abc

from app.persistence.async_layer import get_async_persistence


class Page(abc.ABC):
    async def run(self, key: int) -> str:
        return await self.show(get_async_persistence(), key)

    @abc.abstractmethod
    async def show(self, persistence, key):
        """Give the page as text."""


class PlayerPage(Page):
    async def show(self, persistence, key):
        return (await persistence.get_player_by_id(key)).name


class Count(Page):
    async def show(self, persistence, key):
        return str(await persistence.count_players() + key)


async def view(page: Page, key: int) -> str:
    return await page.show(get_async_persistence(), key)
