from app.persistence.async_layer import AsyncPersistenceLayer


class Ballot:
    def count_players(self) -> int:
        return 2


def described(thing) -> str:
    return f"{thing}"


async def size(layer: AsyncPersistenceLayer) -> int:
    described(layer)
    described(Ballot())
    return await layer.count_players()
