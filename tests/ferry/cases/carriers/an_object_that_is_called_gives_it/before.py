from app.persistence import get_persistence


class Given:
    def __init__(self, layer) -> None:
        self.layer = layer

    def __call__(self):
        return self.layer


def size() -> int:
    given = Given(get_persistence())
    layer = given()
    return layer.count_players()
