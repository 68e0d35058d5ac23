from app.persistence import PersistenceLayer


async def handler(persistence: PersistenceLayer) -> int:
    return persistence.count_players()
