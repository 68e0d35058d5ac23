from collections.abc import AsyncIterator

from app.persistence.async_layer import AsyncPersistenceLayer


class Ranks:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def level(self, player_id: int) -> int:
        return (await self.layer.get_player_by_id(player_id)).level

    async def print(self, ids: list[int]) -> None:
        for player_id in [item for _, item in sorted([(await self.level(item), item) for item in ids], key=lambda pair: pair[0])]:
            print(player_id)

    async def best_first(self, ids: list[int]) -> list[str]:
        return [str(i) for i in [i for _, i in sorted([((await self.layer.get_player_by_id(i)).level, i) for i in ids], key=lambda pair: pair[0], reverse=True)] if i]

    async def pairs(self, ids: list[int]) -> set[tuple[int, int]]:
        return {(one, other) for one in ids for other in [item for _, item in sorted([(await self.level(item), item) for item in ids], key=lambda pair: pair[0])]}

    async def each(self, ids: list[int]) -> AsyncIterator[int]:
        for player_id in [item for _, item in sorted([(await self.level(item), item) for item in ids], key=lambda pair: pair[0])]:
            yield player_id

    async def letters(self, names: list[str]) -> list[str]:
        return [letter for letter in max([((await self.layer.get_player_by_id(len(name))).level, name) for name in names], key=lambda pair: pair[0])[1]]
