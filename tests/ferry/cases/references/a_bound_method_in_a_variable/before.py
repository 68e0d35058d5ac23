from app.persistence import PersistenceLayer


def names(layer: PersistenceLayer, ids: list[int]) -> list[str]:
    get = layer.get_player
    return [get(i).name for i in ids]
