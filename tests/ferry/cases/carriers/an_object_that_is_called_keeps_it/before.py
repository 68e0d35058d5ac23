from app.persistence import get_persistence


class Keep:
    def __call__(self, layer) -> None:
        self.layer = layer


def size() -> int:
    keep = Keep()
    keep(get_persistence())
    return keep.layer.count_players()
