from app.later.catalogue import title_of
from app.models import Player


def title(player: Player) -> str:
    return title_of(player)
