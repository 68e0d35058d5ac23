"""One client's WebSocket, with a bounded queue of what it has still to be sent."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Self

import structlog
from starlette.websockets import WebSocket, WebSocketDisconnect

from server.realtime.close_codes import CloseCode
from server.realtime.frames import FrameError
from server.realtime.protocol import ABORT_EXTENSION

_log = structlog.get_logger(__name__)

LONGEST_QUEUE = 256
CLOSE_TIMEOUT_S = 2.0


class DisconnectedError(Exception):
    """The client is gone, or has been sent away; nothing more comes from it."""


class Connection:
    """What to send is queued and never waited for, so that a slow client slows nobody.

    A client that lets the queue grow to `longest_queue` frames is cut off: its socket is aborted, as one that does not
    read would not read a close frame either. That needs `server.realtime.protocol` under the application.
    """

    def __init__(self, websocket: WebSocket, *, longest_queue: int, close_timeout_s: float) -> None:
        self._websocket = websocket
        self._abort: Callable[[], None] = websocket.scope["extensions"][ABORT_EXTENSION]
        # One place more than frames: for the end.
        self._queue: asyncio.Queue[str | None] = asyncio.Queue(longest_queue + 1)
        self._longest_queue = longest_queue
        self._close_timeout_s = close_timeout_s
        self._closing: tuple[CloseCode, str] | None = None
        self._timer: asyncio.TimerHandle | None = None

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        websocket: WebSocket,
        *,
        longest_queue: int = LONGEST_QUEUE,
        close_timeout_s: float = CLOSE_TIMEOUT_S,
    ) -> AsyncIterator[Self]:
        """Accepts the WebSocket, and at the end sends what is queued, closes, and waits for that.

        That wait has a limit, after which the socket is aborted.
        """
        connection = cls(websocket, longest_queue=longest_queue, close_timeout_s=close_timeout_s)
        await websocket.accept()
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(connection._write())
                yield connection
                connection.close(CloseCode.NORMAL, "")
        finally:
            if connection._timer is not None:
                connection._timer.cancel()

    @property
    def closing(self) -> bool:
        """Whether the end has been decided, by either side."""
        return self._closing is not None

    def send(self, frame: str) -> None:
        """Queues a frame. After the end has been decided it is dropped."""
        if self._closing is not None:
            return
        if self._queue.qsize() >= self._longest_queue:
            _log.warning("a client does not read and is cut off", queued=self._queue.qsize())
            self._closing = (CloseCode.TRY_AGAIN_LATER, "you read too slowly")
            self._queue.put_nowait(None)
            self._abort()
            return
        self._queue.put_nowait(frame)

    def close(self, code: CloseCode, reason: str) -> None:
        """Closes with `code` once what is queued is sent; aborts when that takes too long. The first call counts."""
        if self._closing is not None:
            return
        self._closing = (code, reason)
        self._queue.put_nowait(None)
        self._timer = asyncio.get_running_loop().call_later(self._close_timeout_s, self._abort)

    async def receive(self) -> str:
        """The next text frame of the client.

        Raises:
            DisconnectedError: There will be none.
            FrameError: The frame was binary.
        """
        message = await self._websocket.receive()
        if message["type"] == "websocket.disconnect" or self._closing is not None:
            raise DisconnectedError
        text = message.get("text")
        if not isinstance(text, str):
            raise FrameError("binary_frame", "Only text messages are understood.")
        return text

    async def _write(self) -> None:
        try:
            while (frame := await self._queue.get()) is not None:
                await self._websocket.send_text(frame)
            if self._closing is not None:
                code, reason = self._closing
                await self._websocket.close(code, reason)
        except (WebSocketDisconnect, RuntimeError):
            # The client is gone, or uvicorn has closed because of it (then it raises RuntimeError): `receive` tells the
            # session. Whatever else is queued has no reader.
            self._closing = self._closing or (CloseCode.NORMAL, "")
