# blockers: import_time
from app.persistence import PersistenceLayer, get_persistence


def limit() -> int:
    return size + 1


if __name__ == "__main__":
    layer: PersistenceLayer = get_persistence()
    size = layer.count_players()
    print(limit())
