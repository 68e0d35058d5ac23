from app.persistence.async_layer import AsyncPersistenceLayer


class Record:
    def __init__(self, layer: AsyncPersistenceLayer, number: int) -> None:
        self.layer = layer
        self.number = number

    async def _loaded(self) -> int:
        return (await self.layer.get_player_by_id(self.number)).level

    async def row(self, names: list[str]) -> dict[str, object]:
        found: dict[str, object] = {"level": await self._loaded()}
        for name in names:
            if name.startswith("_"):
                # Shown as the name is spoken.
                column = name[1:]
            else:
                column = name
            found[column] = getattr(self, name)
        return found

    def line(self, names: list[str]) -> str:
        return ", ".join(f"{name[1:] if name.startswith('_') else name}={getattr(self, name)}" for name in names)
