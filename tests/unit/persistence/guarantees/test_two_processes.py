"""Two layers in two processes on one database see each other's commits, and neither loses what the other did."""

import asyncio
import sys
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio

from persistence.layer import AsyncPersistenceLayer
from persistence.players.models import Player
from persistence.rooms.models import Room
from tests.unit.persistence.server_activity import until


class SecondProcess:
    """The program `second_process`, which does as it is told."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def ask(self, line: str) -> str:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n".encode())
        return await self.answer()

    async def answer(self) -> str:
        assert self._process.stdout is not None
        async with asyncio.timeout(60):
            return (await self._process.stdout.readline()).decode().strip()


@pytest_asyncio.fixture
async def other(database_url: str, player: Player) -> AsyncIterator[SecondProcess]:
    program = "tests.unit.persistence.guarantees.second_process"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", program, database_url, str(player.id)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    second = SecondProcess(process)
    assert await second.answer() == "ready"
    yield second
    await process.communicate(b"")  # the end of its input
    assert process.returncode == 0


@pytest.mark.asyncio
async def test_each_sees_what_the_other_has_committed(
    persistence: AsyncPersistenceLayer, player: Player, other: SecondProcess
) -> None:
    for number in range(10):
        player = await persistence.save_player(replace(player, room_id=f"here/{number}"))
        assert await other.ask("where") == f"here/{number}"

        assert await other.ask(f"go there/{number}") == str(player.version + 1)
        seen = await persistence.get_player_by_id(player.id)
        assert seen == replace(player, room_id=f"there/{number}", version=player.version + 1)
        player = seen


@pytest.mark.asyncio
async def test_neither_overwrites_the_other(
    persistence: AsyncPersistenceLayer, player: Player, other: SecondProcess
) -> None:
    await persistence.save_player(replace(player, room_id="here/1"))

    assert await other.ask(f"overwrite {player.version}") == "expected 1, found 2"


@pytest.mark.asyncio
async def test_the_counts_of_both_add_up(
    persistence: AsyncPersistenceLayer, player: Player, other: SecondProcess
) -> None:
    here = asyncio.gather(*(persistence.gain_experience(player.id, 1) for _ in range(200)))

    assert await other.ask("gain 200") == "gained"
    await here

    assert (await persistence.get_player_experience(player.id)).xp == 400


@pytest.mark.asyncio
async def test_what_one_keeps_in_memory_follows_the_other(
    persistence: AsyncPersistenceLayer, quay: Room, other: SecondProcess
) -> None:
    """Each answers from memory before the other changes the room, so that nothing but the notification tells of it."""

    async def kept_there() -> bool:
        return await other.ask("kept") == "True"

    async def kept_here() -> bool:
        return await persistence.get_room_graph() is await persistence.get_room_graph()

    for number in range(5):
        await until(kept_there)
        [room] = await persistence.list_rooms()
        await persistence.save_room(replace(room, name=f"here {number}"))

        async def seen_there(name: str = f"here {number}") -> bool:
            return await other.ask("room") == name

        await until(seen_there)

        await until(kept_here)
        await other.ask(f"rename there {number}")

        async def seen_here(name: str = f"there {number}") -> bool:
            return (await persistence.get_room_graph()).rooms[quay.id].name == name

        await until(seen_here)
