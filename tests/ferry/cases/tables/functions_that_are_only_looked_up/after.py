from app.persistence.async_layer import AsyncPersistenceLayer


async def show(layer: AsyncPersistenceLayer) -> int:
    return await layer.count_players()


async def clear(layer: AsyncPersistenceLayer) -> bool:
    return await layer.delete_player(1)


RIGHTS = {show: "read", clear: "write"}


def right(command) -> str:
    if command not in RIGHTS:
        return "none"
    return RIGHTS.get(command) or RIGHTS[command]


def is_safe(command) -> bool:
    return command not in (clear,) and command in [show]


async def run(layer: AsyncPersistenceLayer, command) -> list[object]:
    return [right(command), is_safe(command), await show(layer), await clear(layer)]
