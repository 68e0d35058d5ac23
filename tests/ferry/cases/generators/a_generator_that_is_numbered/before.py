from collections.abc import Iterator

from app.persistence import PersistenceLayer, get_persistence


def lines(store: PersistenceLayer, keys: list[int]) -> Iterator[tuple[str, int]]:
    for key in keys:
        yield store.get_player(key).name, key


class Roster:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def __iter__(self):
        for player in self.layer.list_players():
            yield player.level


def show() -> None:
    # From one on.
    for n, line in enumerate(lines(get_persistence(), [1, 2]), 1):  # here
        # An empty one has no number.
        if not line:
            continue
        print(n, line)
    else:
        print("end")


def twice(start: int) -> None:
    for n, (name, key) in enumerate(lines(get_persistence(), [1, 2]), start=start):
        print(n, name, key)
    for n, line in enumerate(lines(get_persistence(), [n for n in range(3)])):
        print(n, line)


def levels(roster: Roster) -> None:
    if roster:
        for n, level in enumerate(roster):
            print(n, level)


def build() -> None:
    levels(Roster(get_persistence()))


def numbers() -> list[tuple[int, str]]:
    print(dict(enumerate(lines(get_persistence(), [3]), 1)))
    return [(n, str(line)) for n, line in enumerate(lines(get_persistence(), [1, 2]))]
