from collections.abc import Iterator

from app.persistence import PersistenceLayer


class Ranks:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def level(self, player_id: int) -> int:
        return self.layer.get_player(player_id).level

    def print(self, ids: list[int]) -> None:
        for player_id in sorted(ids, key=self.level):
            print(player_id)

    def best_first(self, ids: list[int]) -> list[str]:
        return [str(i) for i in sorted(ids, key=lambda i: self.layer.get_player(i).level, reverse=True) if i]

    def pairs(self, ids: list[int]) -> set[tuple[int, int]]:
        return {(one, other) for one in ids for other in sorted(ids, key=self.level)}

    def each(self, ids: list[int]) -> Iterator[int]:
        for player_id in sorted(ids, key=self.level):
            yield player_id

    def letters(self, names: list[str]) -> list[str]:
        return [letter for letter in max(names, key=lambda name: self.layer.get_player(len(name)).level)]
