"""A player at a client: HTTP for the log-in, a WebSocket to play."""

import asyncio
import json
import string
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from itertools import product
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

Frame = dict[str, Any]

PASSWORD = "correct horse battery"
_TIMEOUT_S = 20.0


class Player:
    """One connection of a player to a running server.

    Attributes:
        seen: All frames that have arrived, in order.
    """

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.seen: list[Frame] = []

    async def send(self, frame: Frame) -> None:
        """Sends one frame."""
        await self.socket.send(json.dumps(frame))

    async def type(self, line: str) -> None:
        """Sends a command."""
        await self.send({"type": "command", "text": line})

    async def next(self) -> Frame:
        """The next frame that arrives."""
        async with asyncio.timeout(_TIMEOUT_S):
            frame: Frame = json.loads(await self.socket.recv())
        self.seen.append(frame)
        return frame

    async def until(self, type_: str, containing: str = "") -> Frame:
        """Reads on to the next frame of a type in which a text occurs, and returns it."""
        while True:
            frame = await self.next()
            if frame["type"] == type_ and containing in json.dumps(frame, ensure_ascii=False):
                return frame

    async def ask(self, line: str) -> Frame:
        """Sends a command and returns the next frame, its answer where nothing else happens."""
        await self.type(line)
        return await self.next()

    async def heard_meanwhile(self) -> list[Frame]:
        """What has arrived and nobody has read yet; a command whose answer is known marks the end."""
        before = len(self.seen)
        await self.type("help quit")
        await self.until("text", "Leave the world")
        return self.seen[before:-1]

    async def closed(self) -> tuple[int, str]:
        """Reads on until the server closes; the close code and the reason."""
        with suppress(ConnectionClosed):
            while True:
                await self.next()
        end = self.socket.protocol.close_rcvd
        assert end is not None, "the connection broke without a close frame"
        return end.code, end.reason


class Client:
    """What a player's browser does, without the browser."""

    def __init__(self, url: str) -> None:
        self.http = httpx.AsyncClient(base_url=url, timeout=_TIMEOUT_S)
        self.websocket_url = url.replace("http", "ws", 1) + "ws"

    async def register(self, username: str, password: str = PASSWORD) -> str:
        """Creates an account; returns its token."""
        response = await self.http.post("/api/v1/accounts", json={"username": username, "password": password})
        assert response.status_code == 201, response.text
        token: str = response.json()["token"]
        return token

    async def create_character(self, token: str, name: str) -> Frame:
        """Creates a character; returns it."""
        response = await self.http.post("/api/v1/characters", json={"name": name}, headers=bearer(token))
        assert response.status_code == 201, response.text
        character: Frame = response.json()
        return character

    async def newcomer(self, name: str) -> str:
        """An account with one character, both of this name; returns the token."""
        token = await self.register(name.lower())
        await self.create_character(token, name)
        return token

    async def crowd(self, size: int) -> list[tuple[str, str]]:
        """Characters to play, ten to an account: the token and the name of each."""
        characters: list[tuple[str, str]] = []
        for first, second in product(string.ascii_lowercase, repeat=2):
            token = await self.register(f"crowd-{first}{second}")
            for third in string.ascii_lowercase[: min(10, size - len(characters))]:
                name = f"Crowd-{first}{second}{third}"
                await self.create_character(token, name)
                characters.append((token, name))
            if len(characters) == size:
                return characters
        raise AssertionError(f"{size} are too many to be named so")

    @asynccontextmanager
    async def socket(self) -> AsyncIterator[Player]:
        """A connection that has not said hello."""
        async with connect(self.websocket_url, compression=None, max_queue=None) as socket:
            yield Player(socket)

    @asynccontextmanager
    async def play(self, token: str, character: str) -> AsyncIterator[Player]:
        """A connection that has entered the world and seen the first room."""
        async with self.socket() as player:
            await player.send({"type": "hello", "token": token, "character": character})
            await player.until("room")
            yield player


@asynccontextmanager
async def client(url: str) -> AsyncIterator[Client]:
    """A client for the server at `url`."""
    made = Client(url)
    async with made.http:
        yield made


def bearer(token: str) -> dict[str, str]:
    """The header that acts in the name of the token's account."""
    return {"Authorization": f"Bearer {token}"}
