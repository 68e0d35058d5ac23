from collections import defaultdict

from app.persistence import PersistenceLayer


class Audit:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def __iter__(self):
        yield "joined", self.joined
        yield "left", self.left

    def joined(self, player_id):
        return self.layer.is_admin(player_id)

    def left(self, player_id):
        return None


class Signal:
    def __init__(self, *sources):
        self.listeners = defaultdict(list)
        for source in sources:
            for name, function in source:
                self.listeners[name].append(function)

    def send(self, name, player_id):
        return [listener(player_id) for listener in self.listeners[name]]


def main(layer: PersistenceLayer) -> list[bool]:
    sources = []
    sources.append(Audit(layer))
    return Signal(*sources).send("joined", 1)
