from app.container import ApplicationContainer
from app.persistence.async_layer import AsyncPersistenceLayer


class Service:
    def __init__(self, persistence: AsyncPersistenceLayer) -> None:
        self.persistence = persistence

    async def size(self) -> int:
        return await self.persistence.count_players()


def build(container: ApplicationContainer) -> Service:
    return Service(persistence=container.async_persistence)
