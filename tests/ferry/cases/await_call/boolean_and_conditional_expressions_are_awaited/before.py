from app.persistence import PersistenceLayer


def rank(persistence: PersistenceLayer, player_id: int) -> str:
    if player_id and persistence.is_admin(player_id):
        return "admin"
    return "many" if persistence.count_players() > 10 else "few"
