# blockers: unknown
from collections import defaultdict

from app.persistence import get_persistence


class Counts:
    def __init__(self):
        self.names = {}
        self.lines = defaultdict(list)

    def note(self, layer, name):
        self.names[layer] = name
        self.lines[layer].append(name)

    def show(self):
        for layer in self.names:
            print(layer.count_players())
        for layer, lines in self.lines.items():
            print(layer.count_players(), lines)


def show() -> None:
    counts = Counts()
    counts.note(get_persistence(), "first")
    counts.show()
