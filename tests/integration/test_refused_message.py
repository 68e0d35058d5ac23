"""A client that sends a message that is too big, and reads only when it has sent it all."""

import asyncio
import base64
import os
import socket
import struct

import pytest

from tests.support.game.server import RunningServer

_SIZE = 1_000_000
_TIMEOUT_S = 30


@pytest.mark.asyncio
async def test_the_whole_message_can_be_sent_and_the_reason_is_there_to_read(game: RunningServer) -> None:
    """Closing at once would reset the connection while the client is still sending."""
    answer = await asyncio.to_thread(_send_then_read, game.url)

    fin_and_close, length = answer[0], answer[1]
    assert fin_and_close == 0x88
    assert struct.unpack("!H", answer[2:4])[0] == 1009
    assert len(answer) == 2 + length


def _send_then_read(url: str) -> bytes:
    """All that the server sends after the handshake."""
    host, port = url.removeprefix("http://").rstrip("/").split(":")
    with socket.create_connection((host, int(port)), timeout=_TIMEOUT_S) as client:
        client.sendall(_handshake(host))
        while not _receive(client).endswith(b"\r\n\r\n"):
            pass
        # A masked text frame (RFC 6455, section 5.2), in pieces.
        client.sendall(struct.pack("!BBQ", 0x81, 0xFF, _SIZE) + bytes(4))
        for _ in range(20):
            client.sendall(b" " * (_SIZE // 20))
        answer = b""
        while piece := _receive(client):
            answer += piece
        return answer


def _receive(client: socket.socket) -> bytes:
    return client.recv(65_536)


def _handshake(host: str) -> bytes:
    key = base64.b64encode(os.urandom(16)).decode()
    lines = ["GET /ws HTTP/1.1", f"Host: {host}", "Connection: Upgrade", "Upgrade: websocket"]
    return "\r\n".join([*lines, "Sec-WebSocket-Version: 13", f"Sec-WebSocket-Key: {key}", "", ""]).encode()
