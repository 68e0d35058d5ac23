import argparse
from collections.abc import Callable
from typing import NamedTuple

import timers

from app.persistence import get_persistence


class Row(NamedTuple):
    name: str
    func: Callable[[], int]


def count_all():
    return get_persistence().count_players()


def count_twice():
    return 2 * get_persistence().count_players()


def count_once() -> int:
    return get_persistence().count_players()


ROWS = (("all", count_all), ("twice", count_twice))
PAIRS = [("all", count_all), ("twice", count_twice)]
FIRST = ("all", count_all)
NAMED = (Row("once", count_once),)


class Commands:
    rows = (("all", count_all),)

    def build_own(self, sub: argparse._SubParsersAction) -> None:
        for name, func in self.rows:
            sub.add_parser(name)
            print(func())


def build_rows(sub: argparse._SubParsersAction) -> None:
    for name, func in ROWS:
        sub.add_parser(name)
        print(func())


def build_local(sub: argparse._SubParsersAction) -> None:
    rows = (("all", count_all), ("twice", count_twice))
    for name, func in sorted(rows):
        sub.add_parser(name)
        print(func())


def build_by_index(sub: argparse._SubParsersAction) -> None:
    first = ("all", count_all)
    sub.add_parser(first[0])
    sub.add_parser(FIRST[0])
    for row in PAIRS:
        sub.add_parser(row[0])
        print(row[1](), first[1](), FIRST[1]())


def build_named(sub: argparse._SubParsersAction) -> None:
    for name, func in NAMED:
        sub.add_parser(name)
        print(func())
    for row in NAMED:
        sub.add_parser(row.name)
        print(row.func())


def build_nested(sub) -> None:
    (name, func), other = ("all", count_all), 1
    timers.start(name, other)
    print(func())
