from app.persistence.async_layer import AsyncPersistenceLayer


async def perform(act, layer: AsyncPersistenceLayer) -> int:
    return await act(layer)


async def perform_both(layer: AsyncPersistenceLayer) -> int:
    async def act(layer: AsyncPersistenceLayer) -> int:
        return await layer.count_players()

    first = await perform(act, layer)

    async def act(layer: AsyncPersistenceLayer) -> int:  # noqa: F811
        return (await layer.get_player_by_id(1)).level

    return first + await perform(act, layer)
