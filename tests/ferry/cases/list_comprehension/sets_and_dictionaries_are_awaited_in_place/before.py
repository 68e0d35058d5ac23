from app.models import Player
from app.persistence import PersistenceLayer


def by_id(persistence: PersistenceLayer, ids: set[int]) -> dict[int, Player | None]:
    known = {p.id for p in persistence.list_players()}
    return {i: persistence.get_player(i) for i in ids & known}
