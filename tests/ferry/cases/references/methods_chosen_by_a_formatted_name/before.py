from app.persistence import PersistenceLayer


class Pages:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def do_get(self) -> int:
        return self.layer.count_players()

    def do_head(self) -> int:
        return 0

    def answer(self, verb: str) -> int:
        page = getattr(self, "do_%s" % verb, None)
        return page() if page else 404
