from app.persistence.async_layer import get_async_persistence


class Game:
    def __init__(self):
        self.layer = get_async_persistence()

    async def play(self, word, *given):
        return await self._timed(COMMANDS[word], self, *given)

    async def _timed(self, command, owner, *given):
        return await command(owner, *given)

    async def greet(self, name):
        return await self._timed(shout, Greeting(name))


class Greeting:
    def __init__(self, name):
        self.layer = Words()
        self.name = name


class Words:
    def get_player(self, key):
        return key.upper()


async def look(game, key):
    return await game.layer.get_player_by_id(key)


async def shout(greeting):
    return greeting.layer.get_player(greeting.name)


COMMANDS = {"look": look}
