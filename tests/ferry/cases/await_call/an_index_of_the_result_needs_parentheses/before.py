from app.models import Player
from app.persistence import PersistenceLayer


def first(persistence: PersistenceLayer) -> Player:
    return persistence.list_players()[0]
