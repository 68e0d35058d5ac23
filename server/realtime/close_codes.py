"""Why the server closes a WebSocket."""

from enum import IntEnum


class CloseCode(IntEnum):
    """The close codes that a client can meet: those of RFC 6455 and its registry, and from 4000 on our own.

    1009 (message too big) and 1012 (the server stops; come back) are sent below the application.
    """

    NORMAL = 1000
    INTERNAL_ERROR = 1011
    TRY_AGAIN_LATER = 1013
    INVALID_TOKEN = 4401
    UNKNOWN_CHARACTER = 4404
    NO_HELLO = 4408
    TAKEN_OVER = 4409
