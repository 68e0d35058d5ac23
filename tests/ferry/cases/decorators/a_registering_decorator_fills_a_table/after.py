from app.persistence.async_layer import get_async_persistence

COMMANDS = {}


def command(name: str):
    def register(function):
        COMMANDS[name] = function
        return function

    return register


@command("count")
async def count() -> int:
    return await get_async_persistence().count_players()


@command("zero")
async def zero() -> int:
    return 0


async def run(name: str) -> int:
    return await COMMANDS[name]()
