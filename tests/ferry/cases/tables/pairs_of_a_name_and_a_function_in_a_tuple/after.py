import argparse

from app.persistence.async_layer import get_async_persistence


async def count_all():
    return await get_async_persistence().count_players()


async def count_twice():
    return 2 * await get_async_persistence().count_players()


async def build_commands(sub: argparse._SubParsersAction) -> None:
    for name, func in (("all", count_all), ("twice", count_twice)):
        sub.add_parser(name)
        print(await func())


async def show_counts(sub) -> dict[str, int]:
    return {str(sub.add_parser(name)): await func() for name, func in (("all", count_all), ("twice", count_twice))}


async def show_pair(sub):
    for pair in (("all", count_all),):
        name, func = pair
        print(sub.add_parser(name), await func())
