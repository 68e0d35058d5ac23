import argparse

from app.persistence import get_persistence


def count_all():
    return get_persistence().count_players()


def count_twice():
    return 2 * get_persistence().count_players()


def build_commands(sub: argparse._SubParsersAction) -> None:
    for name, func in (("all", count_all), ("twice", count_twice)):
        sub.add_parser(name)
        print(func())


def show_counts(sub) -> dict[str, int]:
    return {str(sub.add_parser(name)): func() for name, func in (("all", count_all), ("twice", count_twice))}


def show_pair(sub):
    for pair in (("all", count_all),):
        name, func = pair
        print(sub.add_parser(name), func())
