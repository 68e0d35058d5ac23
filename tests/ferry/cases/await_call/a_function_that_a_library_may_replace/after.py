import inspect

from app.persistence.async_layer import AsyncPersistenceLayer

try:
    from census_in_c import census_size
except ImportError:

    async def census_size(persistence):
        return await persistence.count_players()


async def is_counted_full(persistence: AsyncPersistenceLayer) -> bool:
    return (await result if inspect.isawaitable(result := census_size(persistence)) else result) > 9
