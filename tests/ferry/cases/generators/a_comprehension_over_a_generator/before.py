from app.persistence import PersistenceLayer


def players(layer: PersistenceLayer):
    yield from layer.list_players()


def names(layer: PersistenceLayer) -> list[str]:
    return [player.name for player in players(layer) if player.level]


def any_hero(layer: PersistenceLayer) -> bool:
    return any(player.level > 9 for player in players(layer))


def by_name(layer: PersistenceLayer) -> dict[str, int]:
    return {player.name: player.level for player in players(layer)}
