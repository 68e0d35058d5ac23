import asyncio
import functools

from app.persistence.async_layer import get_async_persistence


def admins_only(view):
    @functools.wraps(view)
    async def wrapped(player, *args):
        if not await get_async_persistence().is_admin(player):
            return "no"
        return (await view(player, *args)).upper()

    return wrapped


async def is_known(player) -> bool:
    return await get_async_persistence().get_player_by_id(player) is not None


def known(answer="who?"):
    def decorate(view):
        @functools.wraps(view)
        async def wrapped(player, *args):
            wrapped.calls += 1
            return await view(player, *args) if await is_known(player) else answer

        wrapped.calls = 0
        return wrapped

    return decorate


@admins_only
async def size(player) -> str:
    return f"{await get_async_persistence().count_players()} players"


@admins_only
@known(answer="hm")
async def hello(player, name) -> str:
    return f"hello {name}"


class Page:
    @known()
    async def title(self, player) -> str:
        return f"page of {player}"


async def main():
    print(await size(1), await hello(1, "ann"), await Page().title(1), hello.calls)


if __name__ == "__main__":
    asyncio.run(main())
