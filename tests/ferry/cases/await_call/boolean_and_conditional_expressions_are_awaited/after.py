from app.persistence.async_layer import AsyncPersistenceLayer


async def rank(persistence: AsyncPersistenceLayer, player_id: int) -> str:
    if player_id and await persistence.is_admin(player_id):
        return "admin"
    return "many" if await persistence.count_players() > 10 else "few"
