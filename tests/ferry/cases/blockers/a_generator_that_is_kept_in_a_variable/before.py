# blockers: generator, held_back
from app.persistence import PersistenceLayer


def players(layer: PersistenceLayer):
    for player in layer.list_players():
        yield player


def first_two(layer: PersistenceLayer):
    found = players(layer)
    return next(found), next(found)


def first_of_all(layer: PersistenceLayer):
    found = players(layer)
    for player in found:
        return player, found


def in_a_function(layer: PersistenceLayer):
    found = players(layer)
    return lambda: list(found)


def one_or_other(layer: PersistenceLayer, plain: bool):
    found = players(layer)
    if plain:
        found = []
    for player in found:
        print(player.name)
