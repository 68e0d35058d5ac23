# blockers: callback
import app.persistence.layer as layers


def lazy_size() -> int:
    from app.persistence.layer import get_persistence

    return get_persistence().count_players()


def size() -> int:
    return layers.get_persistence().count_players()


def players() -> object:
    return max("1", "2", key=layers.get_persistence().get_player)
