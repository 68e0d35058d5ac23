from app.persistence import get_persistence


class Game:
    def __init__(self):
        self.played_layer = get_persistence()

    def look(self, key):
        return COMMANDS[key](self, key)

    def go(self, word, key):
        command = GOING.get(word)
        if command is None:
            return GOING.get("home", stay)(key=key, game=self)
        return command(key=key, game=self)

    def shout(self, key):
        return [listener(self, key) for listener in LISTENERS]

    def turn(self, key):
        for name, phase in PHASES:
            if name != key:
                phase(self, key)

    def score(self, key):
        events.emit("score", self, key)


def look(game, key):
    return game.played_layer.get_player(key)


COMMANDS = {"look": look, "peek": lambda game, key: game.played_layer.get_player(key)}
GOING = {}


def going(*names, **options):
    def register(function):
        for name in names:
            GOING[name] = function
        function.help = options.get("help", function.__doc__)
        return function

    return register


def awake(function):
    def check(game, key):
        return game.played_layer.get_player(key) and function(game, key)

    return check


@going("go", "walk", help="go somewhere")
def go(game, key):
    return game.played_layer.get_player(key)


@going("run")
@awake
def run(game, key):
    return game.played_layer.get_player(key)


def stay(key, game):
    return game.played_layer.get_player(key)


LISTENERS = []


def listens(function):
    LISTENERS.append(function)
    return function


@listens
def shout(game, key):
    return game.played_layer.get_player(key)


def first(game, key):
    return game.played_layer.get_player(key)


PHASES = (("first", first), ("last", first))


class Events:
    def __init__(self):
        self.listeners = {}

    def on(self, name):
        def register(function):
            self.listeners.setdefault(name, []).append(function)
            return function

        return register

    def emit(self, name, *args):
        return [listener(*args) for listener in list(self.listeners.get(name, ()))]


events = Events()


@events.on("score")
def score(game, key):
    return game.played_layer.get_player(key)
