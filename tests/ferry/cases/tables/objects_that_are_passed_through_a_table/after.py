from app.persistence.async_layer import get_async_persistence


class Game:
    def __init__(self):
        self.played_layer = get_async_persistence()

    async def look(self, key):
        return await COMMANDS[key](self, key)

    async def go(self, word, key):
        command = GOING.get(word)
        if command is None:
            return await GOING.get("home", stay)(key=key, game=self)
        return await command(key=key, game=self)

    async def shout(self, key):
        return [await listener(self, key) for listener in LISTENERS]

    async def turn(self, key):
        for name, phase in PHASES:
            if name != key:
                await phase(self, key)

    async def score(self, key):
        await events.emit("score", self, key)


async def look(game, key):
    return await game.played_layer.get_player_by_id(key)


COMMANDS = {"look": look, "peek": lambda game, key: game.played_layer.get_player_by_id(key)}
GOING = {}


def going(*names, **options):
    def register(function):
        for name in names:
            GOING[name] = function
        function.help = options.get("help", function.__doc__)
        return function

    return register


def awake(function):
    async def check(game, key):
        return await game.played_layer.get_player_by_id(key) and await function(game, key)

    return check


@going("go", "walk", help="go somewhere")
async def go(game, key):
    return await game.played_layer.get_player_by_id(key)


@going("run")
@awake
async def run(game, key):
    return await game.played_layer.get_player_by_id(key)


async def stay(key, game):
    return await game.played_layer.get_player_by_id(key)


LISTENERS = []


def listens(function):
    LISTENERS.append(function)
    return function


@listens
async def shout(game, key):
    return await game.played_layer.get_player_by_id(key)


async def first(game, key):
    return await game.played_layer.get_player_by_id(key)


PHASES = (("first", first), ("last", first))


class Events:
    def __init__(self):
        self.listeners = {}

    def on(self, name):
        def register(function):
            self.listeners.setdefault(name, []).append(function)
            return function

        return register

    async def emit(self, name, *args):
        return [await listener(*args) for listener in list(self.listeners.get(name, ()))]


events = Events()


@events.on("score")
async def score(game, key):
    return await game.played_layer.get_player_by_id(key)
