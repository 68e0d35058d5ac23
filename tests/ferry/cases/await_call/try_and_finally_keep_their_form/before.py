from app.persistence import PersistenceLayer


def use(persistence: PersistenceLayer) -> int:
    try:
        return persistence.count_players()
    finally:
        persistence.close()
