from contextlib import asynccontextmanager

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


def create_app(make, layer: AsyncPersistenceLayer | None = None):
    @asynccontextmanager
    async def lifespan(app):
        app.state.layer = layer or get_async_persistence()
        yield
        await app.state.layer.save_player(1)

    return make(lifespan=lifespan)


async def size(request) -> int:
    return await request.app.state.layer.count_players()


class Page:
    def __init__(self, layer: dict[str, str]) -> None:
        self.layer = layer

    def title(self) -> str:
        return self.layer.get("title", "")
