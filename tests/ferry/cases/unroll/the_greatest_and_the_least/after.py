from app.persistence.async_layer import AsyncPersistenceLayer


class Ranks:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def level(self, player_id: int) -> int:
        return (await self.layer.get_player_by_id(player_id)).level

    async def best(self, ids: list[int]) -> int | None:
        return max([(await self.level(item), item) for item in ids], key=lambda pair: pair[0], default=(None, None))[1]

    async def worst(self, ids: list[int]) -> str:
        return f"player {min([(await self.level(i) if i else 0, i) for i in ids], key=lambda pair: pair[0])[1]:>3}"

    async def best_of_each(self, teams: list[list[int]]) -> list[int]:
        return [max([(await self.level(item), item) for item in team], key=lambda pair: pair[0])[1] for team in teams]

    async def admin(self, ids: list[int]) -> bool:
        return bool(max([(await self.layer.is_admin(item), item) for item in ids], key=lambda pair: pair[0])[1])
