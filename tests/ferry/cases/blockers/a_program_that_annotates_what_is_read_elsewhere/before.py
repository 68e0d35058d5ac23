# blockers: import_time
from app.persistence import PersistenceLayer, get_persistence


def least() -> int:
    return floor + 1


if __name__ == "__main__":
    layer: PersistenceLayer = get_persistence()
    floor: int = layer.count_players()
    print(least())
