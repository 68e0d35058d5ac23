from app.later.catalogue import find_player


async def name_of(player_id: int) -> str:
    return find_player(player_id).name
