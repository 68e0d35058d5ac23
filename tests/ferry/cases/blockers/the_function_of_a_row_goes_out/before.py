# blockers: callback, held_back
from collections.abc import Callable
from typing import NamedTuple

import timers

from app.persistence import get_persistence


class Row(NamedTuple):
    name: str
    func: Callable[[], int]


def count_nested():
    return get_persistence().count_players()


def start_nested():
    (name, func), other = ("nested", count_nested), 1
    timers.start(name, func)
    print(func(), other)


def count_listed():
    return get_persistence().count_players()


def start_listed():
    [(name, func), other] = [("listed", count_listed), 1]
    timers.start(name, func)
    print(func(), other)


def count_first():
    return get_persistence().count_players()


ROWS = [("first", count_first), ("other", timers.tick)]


def start_first():
    first, _ = ROWS
    timers.start(first[1])
    print(count_first())


def count_named() -> int:
    return get_persistence().count_players()


NAMED = [Row("named", count_named)]


def start_named():
    for name, func in NAMED:
        timers.start(name, func)
        print(func())


def count_numbered():
    return get_persistence().count_players()


NUMBERED = [("numbered", count_numbered)]


def start_numbered():
    for number, (name, func) in enumerate(NUMBERED):
        timers.start(number, name, func)
    print(count_numbered())


def count_rest():
    return get_persistence().count_players()


REST = [("rest", 1, count_rest)]


def start_rest():
    for name, *rest in REST:
        timers.start(name, rest[1])
    print(count_rest())


def count_indexed():
    return get_persistence().count_players()


INDEXED = [("indexed", count_indexed)]


def start_indexed():
    for row in INDEXED:
        timers.start(row[1])
        timers.start(row[-1])
        print(row[1]())


def count_table():
    return get_persistence().count_players()


TABLE = {"table": (count_table, 1)}


def start_table():
    for pair in TABLE.items():
        timers.start(pair[1])
    print(count_table())


def count_couple() -> int:
    return get_persistence().count_players()


COUPLE = (Row("couple", count_couple), Row("other", timers.tick))


def start_couple():
    first, _ = COUPLE
    timers.start(first.name, first[1])
    print(count_couple())
