# blockers: dynamic, held_back
from app.persistence import PersistenceLayer


class Counting:
    def __init__(self, layer):
        self.layer = layer

    def count_started(self) -> int:
        return self.layer.count_players()


class Process:
    def __init__(self, counting, kind):
        self.counting = counting
        self.kind = kind

    def started(self) -> int:
        return getattr(self.counting, self.kind)()


def started_processes(kind: str) -> int:
    return Process(Counting(PersistenceLayer()), kind).started()
