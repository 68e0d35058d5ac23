from app.persistence import PersistenceLayer


def drain(persistence: PersistenceLayer) -> None:
    while persistence.count_players():
        persistence.delete_player(persistence.list_players()[0].id)
