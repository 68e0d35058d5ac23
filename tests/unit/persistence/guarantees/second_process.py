"""A second process on a test's database: does what its standard input says, a line each, and prints the result."""

import asyncio
import sys
from dataclasses import replace
from uuid import UUID

from persistence.errors import StaleDataError
from persistence.layer import AsyncPersistenceLayer


async def obey(persistence: AsyncPersistenceLayer, player_id: UUID, command: str, argument: str) -> str:
    """The result of one line."""
    player = await persistence.get_player_by_id(player_id)
    assert player is not None
    match command:
        case "where":
            return player.room_id
        case "go":
            return str((await persistence.save_player(replace(player, room_id=argument))).version)
        case "overwrite":
            try:
                await persistence.save_player(replace(player, version=int(argument)))
            except StaleDataError as stale:
                return f"expected {stale.expected}, found {stale.found}"
            return "overwritten"
        case "gain":
            await asyncio.gather(*(persistence.gain_experience(player_id, 1) for _ in range(int(argument))))
            return "gained"
        case "rename":
            [room] = await persistence.list_rooms()
            return (await persistence.save_room(replace(room, name=argument))).name
        case "kept":
            return str(await persistence.get_room_graph() is await persistence.get_room_graph())
        case "room":
            [room] = (await persistence.get_room_graph()).rooms.values()
            return room.name
    raise ValueError(command)


async def main(url: str, player_id: str) -> None:
    """Obeys until its standard input ends."""
    async with await AsyncPersistenceLayer.open(url) as persistence:
        print("ready", flush=True)
        while line := await asyncio.to_thread(sys.stdin.readline):
            command, _, argument = line.strip().partition(" ")
            print(await obey(persistence, UUID(player_id), command, argument), flush=True)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
