from app.persistence import PersistenceLayer, get_persistence

PAIRS = [(1, get_persistence()), (2, get_persistence())]


class Keeper:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.pair = ("name", layer)

    def show(self):
        name, layer = self.pair
        return [name.upper(), layer.count_players()]


def show():
    out = [layer.delete_player(key) for key, layer in PAIRS]
    for number, layer in PAIRS:
        out.append(layer.count_players())
    first, *rest = [get_persistence(), get_persistence()]
    return [*out, first.count_players(), [r.count_players() for r in rest]]


def make():
    return "a", get_persistence()


def use():
    name, layer = make()
    return name.upper(), layer.count_players()


def both():
    number, store = 3, get_persistence()
    pair = (number, store)
    key, layer = pair
    return [layer.delete_player(key), pair[1].count_players(), pair[0].bit_length(), store.count_players()]


def each():
    for key, layer in [(1, get_persistence())]:
        layer.delete_player(key)
