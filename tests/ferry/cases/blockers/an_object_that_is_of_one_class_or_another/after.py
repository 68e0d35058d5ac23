# blockers: dynamic, heir
from app.persistence import get_persistence


class Fixed:
    def count_players(self) -> int:
        return 3


def size(fixed: bool) -> int:
    layer = Fixed() if fixed else get_persistence()
    return layer.count_players()
