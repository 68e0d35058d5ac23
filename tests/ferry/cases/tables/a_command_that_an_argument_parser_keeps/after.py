import argparse

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


async def show_command(arguments: argparse.Namespace, layer: AsyncPersistenceLayer) -> int:
    print(await layer.get_player_by_id(arguments.id))
    return 0


async def count_command(arguments, layer):
    print(await layer.count_players())
    return 0


async def run_command(words: list[str]) -> int:
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(required=True)
    show = commands.add_parser("show")
    show.add_argument("id", type=int)
    show.set_defaults(command=show_command)
    commands.add_parser("count").set_defaults(command=count_command)
    arguments = parser.parse_args(words)
    return await arguments.command(arguments, get_async_persistence())
