from app.persistence.async_layer import get_async_persistence


class Given:
    def __init__(self, layer) -> None:
        self.layer = layer

    def __call__(self):
        return self.layer


async def size() -> int:
    given = Given(get_async_persistence())
    layer = given()
    return await layer.count_players()
