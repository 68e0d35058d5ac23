from app.persistence import PersistenceLayer


def players(layer: PersistenceLayer):
    for player in layer.list_players():
        yield player


def first_name(layer: PersistenceLayer) -> str:
    return next(players(layer)).name


def first_or_none(layer: PersistenceLayer):
    return next(players(layer), None)
