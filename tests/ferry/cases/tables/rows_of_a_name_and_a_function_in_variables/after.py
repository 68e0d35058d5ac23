import argparse
from collections.abc import Awaitable, Callable
from typing import NamedTuple

import timers

from app.persistence.async_layer import get_async_persistence


class Row(NamedTuple):
    name: str
    func: Callable[[], Awaitable[int]]


async def count_all():
    return await get_async_persistence().count_players()


async def count_twice():
    return 2 * await get_async_persistence().count_players()


async def count_once() -> int:
    return await get_async_persistence().count_players()


ROWS = (("all", count_all), ("twice", count_twice))
PAIRS = [("all", count_all), ("twice", count_twice)]
FIRST = ("all", count_all)
NAMED = (Row("once", count_once),)


class Commands:
    rows = (("all", count_all),)

    async def build_own(self, sub: argparse._SubParsersAction) -> None:
        for name, func in self.rows:
            sub.add_parser(name)
            print(await func())


async def build_rows(sub: argparse._SubParsersAction) -> None:
    for name, func in ROWS:
        sub.add_parser(name)
        print(await func())


async def build_local(sub: argparse._SubParsersAction) -> None:
    rows = (("all", count_all), ("twice", count_twice))
    for name, func in sorted(rows):
        sub.add_parser(name)
        print(await func())


async def build_by_index(sub: argparse._SubParsersAction) -> None:
    first = ("all", count_all)
    sub.add_parser(first[0])
    sub.add_parser(FIRST[0])
    for row in PAIRS:
        sub.add_parser(row[0])
        print(await row[1](), await first[1](), await FIRST[1]())


async def build_named(sub: argparse._SubParsersAction) -> None:
    for name, func in NAMED:
        sub.add_parser(name)
        print(await func())
    for row in NAMED:
        sub.add_parser(row.name)
        print(await row.func())


async def build_nested(sub) -> None:
    (name, func), other = ("all", count_all), 1
    timers.start(name, other)
    print(await func())
