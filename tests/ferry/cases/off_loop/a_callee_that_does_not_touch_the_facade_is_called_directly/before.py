from app.later.catalogue import title_of
from app.persistence import PersistenceLayer


def titles(persistence: PersistenceLayer) -> list[str]:
    return [title_of(player) for player in persistence.list_players()]
