from app.persistence.async_layer import AsyncPersistenceLayer


class Commands:
    aliases = {"n": "do_count"}

    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def do_count(self) -> int:
        return await self.layer.count_players()

    async def do_nothing(self) -> int:
        return 0

    async def run(self, name: str) -> int:
        return await getattr(self, f"do_{name}")()

    async def run_alias(self, name: str) -> int:
        return await getattr(self, self.aliases[name])()
