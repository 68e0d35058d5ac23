from app.persistence.async_layer import get_async_persistence


class Form:
    def __init__(self) -> None:
        setattr(self, "form_layer", get_async_persistence())

    async def may(self, key: int) -> str:
        return "yes" if await self.form_layer.delete_player(key) else "no"
