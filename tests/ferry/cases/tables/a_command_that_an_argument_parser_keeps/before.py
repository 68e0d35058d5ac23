import argparse

from app.persistence import PersistenceLayer, get_persistence


def show_command(arguments: argparse.Namespace, layer: PersistenceLayer) -> int:
    print(layer.get_player(arguments.id))
    return 0


def count_command(arguments, layer):
    print(layer.count_players())
    return 0


def run_command(words: list[str]) -> int:
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(required=True)
    show = commands.add_parser("show")
    show.add_argument("id", type=int)
    show.set_defaults(command=show_command)
    commands.add_parser("count").set_defaults(command=count_command)
    arguments = parser.parse_args(words)
    return arguments.command(arguments, get_persistence())
