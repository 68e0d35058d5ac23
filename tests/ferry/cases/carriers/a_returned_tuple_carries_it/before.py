from app.persistence import get_persistence


def parts():
    return get_persistence(), 3


def load():
    layer, player_id = parts()
    return layer.get_player(player_id)


def load_by_index():
    both = parts()
    return both[0].get_player(both[1])
