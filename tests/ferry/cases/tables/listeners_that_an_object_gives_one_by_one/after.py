from collections import defaultdict

from app.persistence.async_layer import AsyncPersistenceLayer


class Audit:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    def __iter__(self):
        yield "joined", self.joined
        yield "left", self.left

    async def joined(self, player_id):
        return await self.layer.is_admin(player_id)

    async def left(self, player_id):
        return None


class Signal:
    def __init__(self, *sources):
        self.listeners = defaultdict(list)
        for source in sources:
            for name, function in source:
                self.listeners[name].append(function)

    async def send(self, name, player_id):
        return [await listener(player_id) for listener in self.listeners[name]]


async def main(layer: AsyncPersistenceLayer) -> list[bool]:
    sources = []
    sources.append(Audit(layer))
    return await Signal(*sources).send("joined", 1)
