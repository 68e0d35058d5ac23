from app.persistence.async_layer import AsyncPersistenceLayer


class Copied:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def head_size(self) -> int:
        return await self.layer.count_players()

    def copy_from(self, other: "Copied", names: list[str]) -> None:
        for name in names:
            setattr(self, name, getattr(other, name))
