from app.persistence import PersistenceLayer


def names(persistence: PersistenceLayer, ids: list[int]) -> str:
    return ", ".join((persistence.get_player(player_id).name for player_id in ids))
