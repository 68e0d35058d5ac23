# blockers: generator, held_back
from app.persistence import PersistenceLayer


def players(layer: PersistenceLayer):
    for player in layer.list_players():
        yield player


def first(layer: PersistenceLayer):
    try:
        return next(players(layer))
    except StopIteration:
        return None
