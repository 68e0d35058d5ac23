import contextlib

from app.persistence.async_layer import AsyncPersistenceLayer


async def close(layer: AsyncPersistenceLayer) -> None:
    with contextlib.suppress(OSError):
        await layer.close()
