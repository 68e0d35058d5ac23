"""uvicorn's WebSocket protocol, made to get rid of clients that misbehave.

uvicorn closes a connection by `transport.close()`, which waits until everything is sent: for ever, when the other side
does not read. And after a message that is too big it closes at once, with the rest of that message unread, so that the
kernel resets the connection and the client may never see the close frame with the reason (RFC 9293, section 3.6.1).
"""

import asyncio
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

ABORT_EXTENSION = "ferry.abort"
"""The key in an ASGI scope's `extensions` of a function without arguments that drops the connection at once."""

LINGER_S = 2.0
"""How long a client may take to read the end of a connection, in seconds."""


class LingeringWebSocketProtocol(WebSocketsSansIOProtocol):
    """Waits `LINGER_S` for a client to see why it is refused, then drops the connection for certain.

    The application ends a connection by itself, with the function under `ABORT_EXTENSION` as its last resort.
    """

    _linger_timer: asyncio.TimerHandle | None = None
    _refused = False

    def handle_connect(self, event: Request) -> None:
        """Offers the application a way to drop the connection."""
        super().handle_connect(event)
        scope: dict[str, Any] | None = getattr(self, "scope", None)
        if scope is not None:
            scope["extensions"][ABORT_EXTENSION] = self.transport.abort

    def data_received(self, data: bytes) -> None:
        """Throws away what follows a message that was refused."""
        if not self._refused:
            super().data_received(data)

    def handle_parser_exception(self) -> None:
        """Sends the close frame with the reason, and reads on, to nowhere, until the client has seen it."""
        assert self.conn.close_sent is not None  # noqa: S101 - uvicorn calls this after the close frame was made
        close = self.conn.close_sent
        self.queue.put_nowait({"type": "websocket.disconnect", "code": close.code, "reason": close.reason})
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self._refused = True
        if self.transport.can_write_eof():
            self.transport.write_eof()
        # uvicorn closes at the end of the application unless it finds a timer here.
        self.close_timer = self.loop.call_later(LINGER_S, self.transport.abort)
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()

    def keepalive_timeout(self) -> None:
        """Closes because the client has not answered a ping, and drops the connection if that is not seen either."""
        super().keepalive_timeout()
        self._linger_timer = self.loop.call_later(LINGER_S, self.transport.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forgets the timer."""
        super().connection_lost(exc)
        if self._linger_timer is not None:
            self._linger_timer.cancel()
