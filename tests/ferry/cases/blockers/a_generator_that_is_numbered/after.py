# blockers: generator, held_back
from app.persistence import PersistenceLayer


def players(layer: PersistenceLayer):
    for player in layer.list_players():
        yield player


def last(layer: PersistenceLayer) -> int:
    number = 0
    for number, player in enumerate(players(layer), 1):
        print(player.name)
    return number


def inner(layer: PersistenceLayer, numbers: list[int]) -> None:
    for number in numbers:
        for number, player in enumerate(players(layer)):
            print(player.name)
        print(number)


def skipping(layer: PersistenceLayer) -> None:
    for number, player in enumerate(players(layer)):
        number += 1
        print(number, player.name)


def shared(layer: PersistenceLayer) -> None:
    global number
    for number, player in enumerate(players(layer)):
        print(player.name)


def saved(layer: PersistenceLayer) -> list[int]:
    return [layer.save_player(player) or number for number, player in enumerate(players(layer))]


def handed_on(layer: PersistenceLayer):
    return enumerate(players(layer))
