from app.persistence import PersistenceLayer


class Commands:
    aliases = {"n": "do_count"}

    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def do_count(self) -> int:
        return self.layer.count_players()

    def do_nothing(self) -> int:
        return 0

    def run(self, name: str) -> int:
        return getattr(self, f"do_{name}")()

    def run_alias(self, name: str) -> int:
        return getattr(self, self.aliases[name])()
