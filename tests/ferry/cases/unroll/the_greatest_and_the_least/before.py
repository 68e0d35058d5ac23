from app.persistence import PersistenceLayer


class Ranks:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def level(self, player_id: int) -> int:
        return self.layer.get_player(player_id).level

    def best(self, ids: list[int]) -> int | None:
        return max(ids, key=self.level, default=None)

    def worst(self, ids: list[int]) -> str:
        return f"player {min(ids, key=lambda i: self.level(i) if i else 0):>3}"

    def best_of_each(self, teams: list[list[int]]) -> list[int]:
        return [max(team, key=self.level) for team in teams]

    def admin(self, ids: list[int]) -> bool:
        return bool(max(ids, key=self.layer.is_admin))
