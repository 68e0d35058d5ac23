from contextlib import nullcontext

from app.persistence import get_persistence


def size() -> int:
    with nullcontext(get_persistence()) as layer:
        return layer.count_players()
