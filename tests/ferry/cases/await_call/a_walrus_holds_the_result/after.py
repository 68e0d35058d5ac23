from app.persistence.async_layer import AsyncPersistenceLayer


async def greet(persistence: AsyncPersistenceLayer, player_id: int) -> str:
    if player := await persistence.get_player_by_id(player_id):
        return player.name
    return "nobody"
