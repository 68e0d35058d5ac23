from app.persistence import PersistenceLayer


def each(layer: PersistenceLayer, key: int) -> list[object]:
    first, *others, last = [layer.get_player, layer.is_admin, layer.delete_player]
    return [first(key), *[other(key) for other in others], last(key)]
