from app.persistence.async_layer import AsyncPersistenceLayer


def rooms(persistence: AsyncPersistenceLayer) -> list[str]:
    return persistence.room_names()
