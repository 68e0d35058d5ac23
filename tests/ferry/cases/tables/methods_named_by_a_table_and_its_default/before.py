from app.persistence import get_persistence


class Machine:
    steps = {"save": "on_save"}
    other = "on_other"

    def __init__(self, player_id: int) -> None:
        self.player_id = player_id
        self.more = {"count": "on_count"}
        self.more.update(drop="on_drop")
        self.more.setdefault("keep", "on_keep")

    def fire(self, event: str) -> object:
        handler = getattr(self, self.steps.get(event, "on_unknown"))
        return handler()

    def fire_more(self, event: str) -> object:
        return getattr(self, self.more.get(event, self.other))()

    def choose(self, soft: bool) -> object:
        return getattr(self, "on_soft" if soft else "on_hard")()

    def on_save(self) -> bool:
        return get_persistence().is_admin(self.player_id)

    def on_unknown(self) -> None:
        return None

    def on_count(self) -> int:
        return get_persistence().count_players()

    def on_drop(self) -> bool:
        return False

    def on_keep(self) -> bool:
        return True

    def on_other(self) -> None:
        return None

    def on_soft(self) -> int:
        return get_persistence().count_players()

    def on_hard(self) -> int:
        return 0
