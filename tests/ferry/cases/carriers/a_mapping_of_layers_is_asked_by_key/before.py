from app.persistence import get_persistence


class Shards:
    def __init__(self):
        self._by_name = {}

    def add(self, name):
        self._by_name[name] = get_persistence()

    def size(self, name):
        return self._by_name[name].count_players()

    def all(self):
        return [layer.count_players() for layer in self._by_name.values()]
