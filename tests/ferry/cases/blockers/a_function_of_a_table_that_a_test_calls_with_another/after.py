# blockers: dynamic
from app.persistence import get_persistence


class Game:
    def __init__(self):
        self.layer = get_persistence()

    def play(self, word, key):
        return COMMANDS[word](self, key)


def look(game, key):
    return game.layer.get_player(key)


COMMANDS = {"look": look}


class OtherLayer:
    def get_player(self, key):
        return key


class OtherGame:
    def __init__(self):
        self.layer = OtherLayer()


def test_look():
    assert look(OtherGame(), 1) == 1
