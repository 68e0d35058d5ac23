from app.models import Player
from app.persistence import PersistenceLayer


def first_admin(layer: PersistenceLayer, players: list[Player]) -> Player | None:
    return next((player for player in players if layer.is_admin(player.id)), None)


def any_name(layer: PersistenceLayer, ids: list[int]) -> bool:
    return any(next(layer.get_player(n).name for n in (i, 0)) == "Ann" for i in ids)
