from contextlib import ExitStack, closing

from app.persistence.async_layer import AsyncPersistenceLayer


class Census:
    def __init__(self, persistence: AsyncPersistenceLayer) -> None:
        self.persistence = persistence
        self.is_open = True

    async def __aenter__(self) -> "Census":
        self.players = await self.persistence.count_players()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.players -= await self.persistence.count_players()
        self.close()

    def close(self) -> None:
        self.is_open = False


async def take(persistence: AsyncPersistenceLayer) -> int:
    async with Census(persistence) as census:
        return census.players


def keep(persistence: AsyncPersistenceLayer) -> list[bool]:
    with closing(Census(persistence)) as first, ExitStack() as stack:
        second = stack.enter_context(closing(Census(persistence)))
    return [first.is_open, second.is_open]
