from app.persistence.async_layer import AsyncPersistenceLayer


async def count(layer: AsyncPersistenceLayer) -> int:
    return await layer.count_players()


async def drop(layer: AsyncPersistenceLayer) -> bool:
    return await layer.delete_player(1)


COMMANDS = {f"{kind}s": command for kind, command in (("count", count), ("drop", drop))}


def find(text: str):
    return next((command for name, command in COMMANDS.items() if name == text), None)


async def run(layer: AsyncPersistenceLayer, text: str):
    command = find(text)
    return await command(layer) if command is not None else None
