from app.persistence.async_layer import AsyncPersistenceLayer


class Roster:
    def __init__(self, layer: AsyncPersistenceLayer, ids: list[int]) -> None:
        self.layer = layer
        self.ids = ids

    async def sort(self) -> None:
        self.ids[:] = [i for _, i in sorted([(-(await self.layer.get_player_by_id(i)).level, i) for i in self.ids], key=lambda pair: pair[0], reverse=True)]
