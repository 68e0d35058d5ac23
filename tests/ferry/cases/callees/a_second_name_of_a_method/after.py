from app.persistence.async_layer import AsyncPersistenceLayer


class Hooks:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def after(self) -> int:
        return await self.layer.count_players()

    after_skip = after


async def run(hooks: Hooks) -> int:
    return await hooks.after() + await hooks.after_skip()
