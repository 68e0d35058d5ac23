from app.persistence import PersistenceLayer


def rooms(persistence: PersistenceLayer) -> list[str]:
    return persistence.room_names()
