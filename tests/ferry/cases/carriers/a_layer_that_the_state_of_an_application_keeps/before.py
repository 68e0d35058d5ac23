from contextlib import asynccontextmanager

from app.persistence import PersistenceLayer, get_persistence


def create_app(make, layer: PersistenceLayer | None = None):
    @asynccontextmanager
    async def lifespan(app):
        app.state.layer = layer or get_persistence()
        yield
        app.state.layer.save_player(1)

    return make(lifespan=lifespan)


def size(request) -> int:
    return request.app.state.layer.count_players()


class Page:
    def __init__(self, layer: dict[str, str]) -> None:
        self.layer = layer

    def title(self) -> str:
        return self.layer.get("title", "")
