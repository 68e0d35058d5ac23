from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


class Opened:
    def __enter__(self) -> AsyncPersistenceLayer:
        return get_async_persistence()

    def __exit__(self, *error) -> None:
        pass


async def size() -> int:
    with Opened() as layer:
        return await layer.count_players()
