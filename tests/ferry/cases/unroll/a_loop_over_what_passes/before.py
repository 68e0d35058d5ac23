from app.persistence import PersistenceLayer, get_persistence


def is_known(player_id: int) -> bool:
    return get_persistence().get_player(player_id) is not None


def first_known(ids: list[int]) -> int:
    for player_id in filter(is_known, ids):
        if player_id > 0:
            return player_id
    return 0


def next_levels(layer: PersistenceLayer, ids: list[int]) -> set[int]:
    return {level + 1 for level in map(lambda i: layer.get_player(i).level, ids)}


def shown(layer: PersistenceLayer, ids: list[int]) -> str:
    return ", ".join(map(lambda i: layer.get_player(i).name, ids))


def picked(layer: PersistenceLayer, ids: list[int]) -> tuple[int, ...]:
    return tuple(filter(lambda i: layer.is_admin(i) if i > 1 else True, ids))
