from app.persistence import PersistenceLayer, get_persistence


def best_first(layer: PersistenceLayer, ids: list[int]) -> list[int]:
    return sorted(
        ids,
        key=lambda player_id: (
            -layer.get_player(player_id).level,  # the best first
            player_id,
        ),
    )


def by_level(names: dict[str, int]) -> str:
    ordered = sorted(names.items(), key=lambda pair: get_persistence().get_player(pair[1]).level, reverse=True)
    return ordered[0][0]
