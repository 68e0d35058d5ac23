# blockers: callback, lambda, held_back
from app.persistence import PersistenceLayer


def level(layer: PersistenceLayer, player_id: int) -> int:
    return layer.get_player(player_id).level


class Ranks:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def level(self, player_id: int) -> int:
        return level(self.layer, player_id)

    def chosen(self, ids: list[int], is_ranked: bool) -> list[int]:
        return sorted(ids, key=self.level if is_ranked else None)

    def greater(self, one: int, other: int) -> int:
        return max(one, other, key=self.level)

    def kept(self, ids: list[int]) -> list[int]:
        levels = map(self.level, ids)
        return [*levels]

    def counted(self, ids: list[int]) -> list[int]:
        return sorted((counted := ids), key=lambda i: self.level(i)) + counted
