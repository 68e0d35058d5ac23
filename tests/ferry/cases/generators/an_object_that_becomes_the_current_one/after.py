from flask.globals import current

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


class Session:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def __aenter__(self):
        current.set(self)
        await self.layer.move_player(room="hall", player_id=1)
        return self

    async def __aexit__(self, *error: object) -> None:
        current.set(None)
        await self.layer.move_player(room="yard", player_id=1)


class Names:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def __aiter__(self):
        current.set(self)
        for player in await self.layer.list_players():
            yield player.name


async def is_current() -> bool:
    async with Session(get_async_persistence()) as session:
        return current.get() is session


async def names() -> list[str]:
    return [name async for name in Names(get_async_persistence())]
