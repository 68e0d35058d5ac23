from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


async def best_first(layer: AsyncPersistenceLayer, ids: list[int]) -> list[int]:
    return [player_id for _, player_id in sorted(
        [((
            -(await layer.get_player_by_id(player_id)).level,  # the best first
            player_id,
        ), player_id) for player_id in ids],
        key=lambda pair: pair[0],
    )]


async def by_level(names: dict[str, int]) -> str:
    ordered = [pair for _, pair in sorted([((await get_async_persistence().get_player_by_id(pair[1])).level, pair) for pair in names.items()], key=lambda pair: pair[0], reverse=True)]
    return ordered[0][0]
