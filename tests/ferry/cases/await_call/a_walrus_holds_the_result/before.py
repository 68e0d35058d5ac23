from app.persistence import PersistenceLayer


def greet(persistence: PersistenceLayer, player_id: int) -> str:
    if player := persistence.get_player(player_id):
        return player.name
    return "nobody"
