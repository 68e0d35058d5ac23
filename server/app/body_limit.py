"""A limit on what clients may upload."""

from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY_BYTES = 64 * 1024
# What is too large is thrown away up to here, so that the client has sent it all and reads the answer. Beyond, the
# connection breaks off.
_MOST_THROWN_AWAY_BYTES = 2 * 1024 * 1024


class BodyLimit:
    """ASGI middleware that answers 413 to a request with more than `LARGEST_BODY_BYTES`.

    FastAPI's own limit answers in plain text, past the handlers that make problem documents.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one connection; WebSockets pass untouched, their limit is the server's."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        received = 0

        async def receive_limited() -> Message:
            nonlocal received
            while True:
                message = await receive()
                received += len(message.get("body", b""))
                if received <= LARGEST_BODY_BYTES:
                    return message
                if not message.get("more_body", False) or received > _MOST_THROWN_AWAY_BYTES:
                    raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)

        await self._app(scope, receive_limited, send)
