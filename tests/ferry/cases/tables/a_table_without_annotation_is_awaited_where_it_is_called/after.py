from app.persistence.async_layer import get_async_persistence


async def count() -> int:
    return await get_async_persistence().count_players()


COMMANDS = {"count": count}


async def run(verb: str) -> int:
    command = COMMANDS.get(verb)
    if command is None:
        return 0
    return await command()
