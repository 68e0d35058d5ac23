from app.persistence.async_layer import get_async_persistence


class Wrong(Exception):
    def __init__(self, layer) -> None:
        super().__init__("wrong")
        self.layer = layer


def fail() -> None:
    raise Wrong(get_async_persistence())


async def size() -> int:
    try:
        fail()
    except (Wrong, KeyError) as error:
        return await size_of(error)
    return 0


async def size_of(error) -> int:
    return await error.layer.count_players()
