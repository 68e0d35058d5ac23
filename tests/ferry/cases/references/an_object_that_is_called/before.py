from app.persistence import PersistenceLayer


class Guard:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def __call__(self, player_id: int) -> bool:
        return self.layer.is_admin(player_id)


class Door:
    def __init__(self, guard: Guard) -> None:
        self.guard = guard

    def open(self, player_id: int) -> str:
        return "open" if self.guard(player_id) else "shut"


def ask(layer: PersistenceLayer) -> bool:
    guard = Guard(layer)
    return guard(3)
