from app.persistence.async_layer import get_async_persistence


class Events:
    def __init__(self) -> None:
        self.handlers = {}

    def on(self, name: str):
        def register(function):
            self.handlers.setdefault(name, []).append(function)
            return function

        return register

    async def fire(self, name: str, player_id: int) -> list[object]:
        return [await handler(player_id) for handler in self.handlers.get(name, ())]


events = Events()
BEFORE = {}
AFTER = []


def before(name: str):
    def register(function):
        if name not in BEFORE:
            BEFORE[name] = []
        BEFORE[name] += [function]
        return function

    return register


def after(function):
    global AFTER
    AFTER += [function]
    return function


def last(function):
    AFTER.extend([function])
    return function


@events.on("enter")
async def is_guard(player_id: int) -> bool:
    return await get_async_persistence().is_admin(player_id)


@before("enter")
async def is_owner(player_id: int) -> bool:
    return await get_async_persistence().is_admin(player_id)


@after
async def is_guest(player_id: int) -> bool:
    return not await get_async_persistence().is_admin(player_id)


@last
async def is_known(player_id: int) -> bool:
    return await get_async_persistence().get_player_by_id(player_id) is not None


async def enter(player_id: int) -> bool:
    asked = await events.fire("enter", player_id)
    asked += [await handler(player_id) for handler in BEFORE["enter"]]
    asked += [await handler(player_id) for handler in AFTER]
    return all(asked)
