from app.persistence import get_persistence


def sizes() -> list[int]:
    layers = [get_persistence(), get_persistence()]
    found = []
    for layer in layers:
        found.append(layer.count_players())
    return found
