from app.persistence import PersistenceLayer


def levels(persistence: PersistenceLayer, ids: list[int]) -> list[int]:
    return sorted((persistence.get_player(i).level for i in ids), reverse=True)
