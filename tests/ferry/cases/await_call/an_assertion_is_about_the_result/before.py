from app.persistence import PersistenceLayer


def check(persistence: PersistenceLayer) -> None:
    assert persistence.count_players() < 100, persistence.list_players()
