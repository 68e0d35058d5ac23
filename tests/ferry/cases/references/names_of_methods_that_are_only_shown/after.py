from app.persistence.async_layer import AsyncPersistenceLayer


class Verbs:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def do_count(self) -> int:
        return await self.layer.count_players()

    def allowed(self) -> str:
        return ", ".join(name[3:] for name in dir(self) if name.startswith("do_"))


async def run(layer: AsyncPersistenceLayer) -> str:
    verbs = Verbs(layer)
    return f"{await verbs.do_count()} {verbs.allowed()}"
