from app.persistence import PersistenceLayer


def call(method, *args):
    return method(*args)


def load(layer: PersistenceLayer, player_id: int):
    return call(layer.get_player, player_id)
