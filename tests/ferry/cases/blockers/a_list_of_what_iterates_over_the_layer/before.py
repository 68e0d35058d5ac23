# blockers: generator, held_back
from app.persistence import get_persistence


class Leaf:
    def __iter__(self):
        yield get_persistence().count_players()


def listed() -> list[object]:
    found: list[object] = ["all"]
    found.extend(Leaf())
    return found


def beside() -> list[tuple[int, int]]:
    return list(zip([1, 2], Leaf()))
