from app.persistence.async_layer import get_async_persistence


class Machine:
    steps = {"save": "on_save"}
    other = "on_other"

    def __init__(self, player_id: int) -> None:
        self.player_id = player_id
        self.more = {"count": "on_count"}
        self.more.update(drop="on_drop")
        self.more.setdefault("keep", "on_keep")

    async def fire(self, event: str) -> object:
        handler = getattr(self, self.steps.get(event, "on_unknown"))
        return await handler()

    async def fire_more(self, event: str) -> object:
        return await getattr(self, self.more.get(event, self.other))()

    async def choose(self, soft: bool) -> object:
        return await getattr(self, "on_soft" if soft else "on_hard")()

    async def on_save(self) -> bool:
        return await get_async_persistence().is_admin(self.player_id)

    async def on_unknown(self) -> None:
        return None

    async def on_count(self) -> int:
        return await get_async_persistence().count_players()

    async def on_drop(self) -> bool:
        return False

    async def on_keep(self) -> bool:
        return True

    async def on_other(self) -> None:
        return None

    async def on_soft(self) -> int:
        return await get_async_persistence().count_players()

    async def on_hard(self) -> int:
        return 0
