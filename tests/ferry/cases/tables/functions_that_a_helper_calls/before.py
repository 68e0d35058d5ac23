from app.persistence import get_persistence


class Game:
    def __init__(self):
        self.layer = get_persistence()

    def play(self, word, *given):
        return self._timed(COMMANDS[word], self, *given)

    def _timed(self, command, owner, *given):
        return command(owner, *given)

    def greet(self, name):
        return self._timed(shout, Greeting(name))


class Greeting:
    def __init__(self, name):
        self.layer = Words()
        self.name = name


class Words:
    def get_player(self, key):
        return key.upper()


def look(game, key):
    return game.layer.get_player(key)


def shout(greeting):
    return greeting.layer.get_player(greeting.name)


COMMANDS = {"look": look}
