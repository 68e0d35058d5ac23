from app.persistence.async_layer import get_async_persistence


class App:
    pass


app = App()
app.layer = get_async_persistence()


async def may(key: int) -> str:
    return "yes" if await app.layer.is_admin(key) else "no"
