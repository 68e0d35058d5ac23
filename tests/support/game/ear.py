"""A connection without a client."""

import asyncio
import json
from typing import Any

from server.realtime.close_codes import CloseCode
from server.realtime.connection import Connection


class Ear(Connection):
    """A connection that notes what it is sent, as a client would understand it.

    Attributes:
        heard: The frames, in order.
        closed: Set when the server closes.
        code: With what it closed.
    """

    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []
        self.closed = asyncio.Event()
        self.code: CloseCode | None = None

    def send(self, frame: str) -> None:
        """Notes a frame."""
        self.heard.append(json.loads(frame))

    def close(self, code: CloseCode, reason: str) -> None:
        """Notes the end."""
        self.code = code
        self.closed.set()
