from app.persistence import PersistenceLayer


class Verbs:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def do_count(self) -> int:
        return self.layer.count_players()

    def allowed(self) -> str:
        return ", ".join(name[3:] for name in dir(self) if name.startswith("do_"))


def run(layer: PersistenceLayer) -> str:
    verbs = Verbs(layer)
    return f"{verbs.do_count()} {verbs.allowed()}"
