from app.persistence import PersistenceLayer


def heal_all(persistence: PersistenceLayer) -> None:
    for player in persistence.list_players():
        player.level += 1
        persistence.save_player(player)
