from app.persistence import get_persistence


def size() -> int:
    class Shelf:
        layer = get_persistence()
        same = layer

    return Shelf.same.count_players()


def size_of(shelf):
    return shelf.layer.count_players()


def twice() -> int:
    class Box:
        if size:
            layer = get_persistence()

    layer = 2
    return layer * size_of(Box)
