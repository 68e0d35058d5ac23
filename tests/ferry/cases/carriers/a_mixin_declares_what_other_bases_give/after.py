from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


class Keeping:
    def __init__(self, kept: AsyncPersistenceLayer) -> None:
        self.kept = kept

    @property
    def layer(self) -> AsyncPersistenceLayer:
        return self.kept


class Asking:
    def __init__(self) -> None:
        self.layer = get_async_persistence()


class Rights:
    layer: AsyncPersistenceLayer

    async def may(self, key: int) -> bool:
        return await self.layer.is_admin(key)


class Front(Rights, Keeping):
    pass


class Back(Rights, Asking):
    pass


async def show() -> str:
    return f"{await Front(get_async_persistence()).may(2)} {await Back().may(2)}"
