from app.persistence import PersistenceLayer, get_persistence


class Desk:
    def size(self) -> int:
        return store.count_players()


def limit() -> int:
    return size + Desk().size()


def advance() -> None:
    global turn
    turn += 1


if __name__ == "__main__":
    # What the desk looks into.
    store = get_persistence()
    layer: PersistenceLayer = store
    size, turn = layer.count_players(), 0
    advance()
    print(limit(), turn)
