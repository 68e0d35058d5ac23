# blockers: special_method
import asyncio

from app.persistence import PersistenceLayer


class Application:
    async def _handle(self, path: str) -> str:
        return path

    def handle(self, path: str) -> str:
        return asyncio.run(self._handle(path))

    __call__ = handle


def size(layer: PersistenceLayer, application: Application) -> str:
    return f"{application('/size')}: {layer.count_players()}"
