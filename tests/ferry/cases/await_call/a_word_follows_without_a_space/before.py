from app.persistence import PersistenceLayer


def names(layer: PersistenceLayer, ready: bool) -> list[object]:
    first = layer.get_player(1)if ready else None
    both = layer.is_admin(1)and(layer.is_admin(2))
    level = 1 if layer.is_admin(3)else 0
    found = [player.name for player in layer.list_players()if player.level]
    return [first, both, level, found, layer.is_admin(4)in{True}, layer.get_player(5).name]
