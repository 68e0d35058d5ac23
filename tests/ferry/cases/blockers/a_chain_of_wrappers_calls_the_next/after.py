# blockers: callback, held_back, lambda
from collections.abc import Callable

from app.persistence import get_persistence
from app.persistence.async_layer import get_async_persistence

Handler = Callable[[int], object]


def guarded(following: Handler) -> Handler:
    def handle(key: int) -> object:
        if not get_persistence().is_admin(key):
            return "denied"
        return following(key)

    return handle


def logged(following: Handler) -> Handler:
    def handle(key: int) -> object:
        result = following(key)
        print(result)
        return result

    return handle


def build(handler: Handler, *layers: Callable[[Handler], Handler]) -> Handler:
    for layer in reversed(layers):
        handler = layer(handler)
    return handler


def answer() -> object:
    return build(lambda key: get_persistence().get_player(key), logged, guarded)(1)


class Chain:
    def __init__(self, following) -> None:
        self.following = following

    async def __call__(self, key: int) -> object:
        return await self.following(key)


async def page(key: int) -> object:
    return await get_async_persistence().get_player_by_id(key)


async def serve() -> object:
    application = page
    for kind in (Chain,):
        application = kind(application)
    return await application(1)


def noted(function):
    def wrapper(*args):
        result = function(*args)
        print(bool(result))
        return result

    return wrapper


def may_pass(key: int) -> bool:
    return get_persistence().is_admin(key)


may_pass_noted = noted(may_pass)
