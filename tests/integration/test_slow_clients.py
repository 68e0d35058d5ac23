"""Clients that do not read: cut off, and nobody else notices."""

import json
import socket

import pytest
from websockets.asyncio.client import ClientConnection, connect

from server.realtime.connection import LONGEST_QUEUE
from tests.support.game.client import Player, client
from tests.support.game.server import RunningServer, running_server, settings_for

# The kernel doubles it. Small, so that the server's own queue fills after a few hundred lines.
_BUFFER_BYTES = 4_096
_LINE = "x" * 990


@pytest.mark.asyncio
async def test_a_client_that_never_reads_is_cut_off_and_the_others_hear_everything(database_url: str) -> None:
    async with (
        running_server(settings_for(database_url), send_buffer_bytes=_BUFFER_BYTES) as server,
        client(server.url) as visitor,
    ):
        tokens = [await visitor.newcomer(name) for name in ("Ada", "Byron", "Deaf")]
        async with visitor.play(tokens[0], "Ada") as ada, visitor.play(tokens[1], "Byron") as byron:
            deaf = await _deaf_client(server, tokens[2])
            await ada.until("text", "Deaf wakes up")
            await byron.until("text", "Deaf wakes up")

            said = await _talk_until_deaf_is_gone(byron, server)

            heard = 0
            while (frame := await ada.until("text"))["kind"] == "say":
                heard += 1
            assert frame["text"] == "Deaf falls asleep and is gone."
            assert LONGEST_QUEUE < heard <= said
            assert server.container.hub.everyone() == ["Ada", "Byron"]
            deaf.transport.abort()


@pytest.mark.asyncio
async def test_the_server_stops_in_time_although_a_client_never_reads(database_url: str) -> None:
    async with running_server(settings_for(database_url), send_buffer_bytes=_BUFFER_BYTES) as server:
        async with client(server.url) as visitor:
            tokens = [await visitor.newcomer(name) for name in ("Ada", "Deaf")]
            deaf = await _deaf_client(server, tokens[1])
            async with visitor.play(tokens[0], "Ada") as ada:
                for _ in range(100):
                    await ada.type(f"say {_LINE}")
                    await ada.until("text", "You say")
        assert server.container.hub.everyone() == ["Deaf"]

    # Here the server has stopped; uvicorn alone would wait for its limit, 10 s, and leave the socket open.
    assert server.container.hub.everyone() == []
    assert server.uvicorn.server_state.connections == set()
    deaf.transport.abort()


@pytest.mark.asyncio
async def test_a_client_that_answers_no_ping_is_gone_although_it_was_never_told_too_much(database_url: str) -> None:
    """As after a power cut: the last lines are never fetched, and closing in peace would wait for that."""
    async with (
        running_server(settings_for(database_url), send_buffer_bytes=_BUFFER_BYTES, ping_s=2.0) as server,
        client(server.url) as visitor,
    ):
        tokens = [await visitor.newcomer(name) for name in ("Ada", "Deaf")]
        async with visitor.play(tokens[0], "Ada") as ada:
            deaf = await _deaf_client(server, tokens[1])
            for _ in range(60):
                await ada.type(f"say {_LINE}")
                await ada.until("text", "You say")

            await ada.until("text", "Deaf falls asleep")

            assert server.container.hub.everyone() == ["Ada"]
            deaf.transport.abort()


async def _deaf_client(server: RunningServer, token: str) -> ClientConnection:
    """A player whose program says hello and never reads on: its own buffers are small, too."""
    host, port = server.url.removeprefix("http://").rstrip("/").split(":")
    raw = socket.socket()
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER_BYTES)
    raw.connect((host, int(port)))
    raw.setblocking(False)
    deaf = await connect(server.websocket_url, sock=raw, compression=None, max_queue=1, ping_interval=None)
    await deaf.send(json.dumps({"type": "hello", "token": token, "character": "Deaf"}))
    await deaf.recv()
    deaf.transport.pause_reading()
    return deaf


async def _talk_until_deaf_is_gone(speaker: Player, server: RunningServer) -> int:
    """Says lines until the deaf client is out of the world; returns how many."""
    for said in range(1, 5_000):
        await speaker.type(f"say {_LINE}")
        await speaker.until("text", "You say")
        if "Deaf" not in server.container.hub.everyone():
            return said
    pytest.fail("the deaf client was never cut off")
