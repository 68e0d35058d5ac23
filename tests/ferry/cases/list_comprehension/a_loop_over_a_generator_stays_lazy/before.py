from app.persistence import PersistenceLayer


def touch(layer: PersistenceLayer, ids: list[int]) -> list[str]:
    for player in (layer.get_player(i) for i in ids):
        layer.save_player(player)
    return [player.name for player in (layer.get_player(i) for i in ids) if player]
