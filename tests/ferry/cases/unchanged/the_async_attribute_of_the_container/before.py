from app.container import ApplicationContainer


async def size(container: ApplicationContainer) -> int:
    return await container.async_persistence.count_players()
