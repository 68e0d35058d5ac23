"""The server as a process: starts on a PostgreSQL of its own, stops by signals, loses nothing."""

import signal
import stat
from contextlib import AsyncExitStack
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import pytest

from persistence.layer import AsyncPersistenceLayer
from tests.support.game.client import PASSWORD, Client, Player, client
from tests.support.game.process import server_process

_CROWD = 500


@pytest.mark.asyncio
async def test_one_plays_stops_the_server_and_goes_on_where_one_was(tmp_path: Path) -> None:
    """Ctrl-C; a second start on the same folder has the account, the character, its place and even the log-in."""
    async with server_process(tmp_path) as server, client(server.url) as visitor:
        token = await visitor.newcomer("Ada")
        async with visitor.play(token, "Ada") as ada:
            left_in = await _wander(ada)

            code = await server.stop(signal.SIGINT)

            assert (await ada.closed())[0] == 1012
        assert code == 0, server.said
        assert _problems(server.said) == []

    async with server_process(tmp_path) as server, client(server.url) as visitor:
        async with visitor.play(token, "Ada") as ada:
            assert ada.seen[-1]["id"] == left_in
        assert (await _log_in(visitor)) == 201
        assert await server.stop(signal.SIGTERM) == 0

    assert stat.S_IMODE((tmp_path / "token-secret").stat().st_mode) == 0o600


@pytest.mark.asyncio
async def test_every_step_that_a_player_has_seen_survives_sigkill(tmp_path: Path) -> None:
    async with server_process(tmp_path) as server, client(server.url) as visitor:
        token = await visitor.newcomer("Ada")
        async with visitor.play(token, "Ada") as ada:
            left_in = await _wander(ada)

            assert await server.stop(signal.SIGKILL) == -signal.SIGKILL

    async with server_process(tmp_path) as server, client(server.url) as visitor, visitor.play(token, "Ada") as ada:
        assert ada.seen[-1]["id"] == left_in


@pytest.mark.asyncio
async def test_sigterm_tells_500_players_to_come_back_ends_in_time_and_keeps_every_step(
    tmp_path: Path, database_url: str
) -> None:
    async with server_process(tmp_path, database_url=database_url) as server, client(server.url) as visitor:
        crowd = await visitor.crowd(_CROWD)
        await _spread(database_url)
        async with AsyncExitStack() as stack:
            players = [await stack.enter_async_context(visitor.play(token, name)) for token, name in crowd]
            for player in players:
                await player.type(player.seen[-1]["exits"][0])
            seen = {name: (await player.until("room"))["id"] for player, (_, name) in zip(players, crowd, strict=True)}
            # This one has not said hello yet.
            players.append(await stack.enter_async_context(visitor.socket()))

            code = await server.stop(signal.SIGTERM)

            ends = [await player.closed() for player in players]

    assert code == 0, server.said
    assert [end[0] for end in ends] == [1012] * (_CROWD + 1)
    assert _problems(server.said) == []
    assert await _places(database_url) == seen


@pytest.mark.asyncio
async def test_the_start_tells_its_long_steps_and_at_last_the_address(tmp_path: Path) -> None:
    async with server_process(tmp_path) as server:
        steps = [line.removeprefix("ferry: ") for line in server.said]

    assert [step.split()[0] for step in steps] == ["Starting", "Bringing", "Loading", "The", "Open"]
    assert str(tmp_path / "postgres") in steps[0]
    assert f"Open {server.url} in a browser" in steps[-1]


@pytest.mark.asyncio
async def test_a_port_in_use_is_told_before_anything_is_started(tmp_path: Path, database_url: str) -> None:
    async with server_process(tmp_path / "first", database_url=database_url) as first:
        port = first.url.rstrip("/").rpartition(":")[2]

        async with server_process(tmp_path / "second", port=port) as second:
            code = await second.end()

    assert code == 1
    [line] = second.said
    assert line.startswith(f"ferry: Cannot listen on 127.0.0.1, port {port}: Address already in use")
    assert not (tmp_path / "second" / "postgres").exists()


@pytest.mark.asyncio
async def test_a_database_that_cannot_be_reached_is_told_without_its_password(tmp_path: Path) -> None:
    url = "postgresql+asyncpg://ferry:hunter2@127.0.0.1:1/ferry"
    async with server_process(tmp_path, database_url=url) as server:
        code = await server.end()

    assert code == 1
    assert "ferry: The database 127.0.0.1:1/ferry cannot be used: " in server.said[-1]
    assert not any("hunter2" in line or "Traceback" in line for line in server.said)


@pytest.mark.asyncio
async def test_two_servers_on_one_data_folder_are_told_apart(tmp_path: Path) -> None:
    async with server_process(tmp_path) as first:
        assert first.url
        async with server_process(tmp_path) as second:
            code = await second.end()

    assert code == 1
    assert "in use by" in second.said[-1]
    assert "Traceback" not in "".join(second.said)


@pytest.mark.asyncio
async def test_settings_that_cannot_be_used_end_the_start_with_code_2(tmp_path: Path) -> None:
    async with server_process(tmp_path, port="http") as server:
        code = await server.end()

    assert code == 2
    assert any("FERRY_PORT" in line for line in server.said)


async def _wander(player: Player) -> str:
    """Takes five steps; the id of the room where they end."""
    for _ in range(5):
        exits = player.seen[-1]["exits"]
        await player.ask(exits[-1])
    room_id: str = player.seen[-1]["id"]
    return room_id


async def _spread(database_url: str) -> None:
    """Puts the players into all the rooms: a room in which all stand would hear each of them come."""
    async with await AsyncPersistenceLayer.open(database_url) as persistence:
        rooms = await persistence.list_rooms()
        players = await persistence.list_players()
        await persistence.save_players(
            [replace(player, room_id=room.id) for player, room in zip(players, cycle(rooms), strict=False)]
        )


async def _places(database_url: str) -> dict[str, str]:
    async with await AsyncPersistenceLayer.open(database_url) as persistence:
        return {player.name: player.room_id for player in await persistence.list_players()}


async def _log_in(visitor: Client) -> int:
    response = await visitor.http.post("/api/v1/sessions", json={"username": "ada", "password": PASSWORD})
    return response.status_code


def _problems(said: list[str]) -> list[str]:
    return [line for line in said if "error" in line.lower() or "Traceback" in line or "warning" in line.lower()]
