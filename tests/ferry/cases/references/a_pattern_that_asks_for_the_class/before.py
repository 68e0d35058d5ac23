from app.persistence import PersistenceLayer, get_persistence


def show(thing: object) -> int:
    match thing:
        case PersistenceLayer() as layer:
            return layer.count_players()
    return 0


def shown() -> int:
    return show(get_persistence())
