from app.persistence.async_layer import get_async_persistence


class Shards:
    def __init__(self):
        self._by_name = {}

    def add(self, name):
        self._by_name[name] = get_async_persistence()

    async def size(self, name):
        return await self._by_name[name].count_players()

    async def all(self):
        return [await layer.count_players() for layer in self._by_name.values()]
