from app.persistence import PersistenceLayer, get_persistence


def size() -> int:
    layer = get_persistence()
    if type(layer) is PersistenceLayer and layer.__class__ == PersistenceLayer:
        return layer.count_players()
    if type(layer) in (dict, PersistenceLayer) or issubclass(type(get_persistence()), PersistenceLayer):
        return 1
    return 0


def named(thing: object) -> bool:
    return type(thing) is PersistenceLayer
