# blockers: special_method
import asyncio

from app.persistence.async_layer import AsyncPersistenceLayer


class Application:
    async def _handle(self, path: str) -> str:
        return path

    def handle(self, path: str) -> str:
        return asyncio.run(self._handle(path))

    __call__ = handle


async def size(layer: AsyncPersistenceLayer, application: Application) -> str:
    return f"{await asyncio.to_thread(application, '/size')}: {await layer.count_players()}"
