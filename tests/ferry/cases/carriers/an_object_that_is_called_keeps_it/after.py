from app.persistence.async_layer import get_async_persistence


class Keep:
    def __call__(self, layer) -> None:
        self.layer = layer


async def size() -> int:
    keep = Keep()
    keep(get_async_persistence())
    return await keep.layer.count_players()
