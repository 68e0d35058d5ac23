# blockers: generator, held_back
from app.persistence import PersistenceLayer


def players(layer: PersistenceLayer):
    for player in layer.list_players():
        yield player


def first_two(layer: PersistenceLayer):
    found = players(layer)
    return next(found), next(found)
