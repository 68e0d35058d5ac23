import asyncio

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


class Desk:
    async def size(self) -> int:
        return await store.count_players()


async def limit() -> int:
    return size + await Desk().size()


def advance() -> None:
    global turn
    turn += 1


if __name__ == "__main__":

    async def main() -> None:
        global size, store, turn
        # What the desk looks into.
        store = get_async_persistence()
        layer: AsyncPersistenceLayer = store
        size, turn = await layer.count_players(), 0
        advance()
        print(await limit(), turn)

    asyncio.run(main())
