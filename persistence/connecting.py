"""Where the server is, and how each connection to it is set up."""

from typing import Any

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine

from persistence.errors import ValidationError

_DRIVER = "postgresql+asyncpg"
# What the driver takes as text, and how many prepared statements SQLAlchemy keeps.
_OPTIONS = frozenset(
    (
        *("host", "port", "user", "password", "passfile", "database", "service", "servicefile"),
        *("ssl", "target_session_attrs", "krbsrvname", "gsslib", "prepared_statement_cache_size"),
    )
)


def checked_url(url: str) -> URL:
    """The parts of the address. Raises `ValidationError` for what is none, which tells nothing of a password in it."""
    try:
        parts = make_url(url)
    except (ArgumentError, ValueError):  # the latter for a port that is no number
        parts = None
    if parts is None or parts.drivername != _DRIVER:
        raise ValidationError("url", f'look like "{_DRIVER}://user:password@host:port/database"')
    if unknown := sorted(parts.query.keys() - _OPTIONS):
        raise ValidationError("url", f"have no option {unknown[0]!r}: it may have {', '.join(sorted(_OPTIONS))}")
    return parts


def driver_arguments(engine: AsyncEngine) -> dict[str, Any]:
    """What the engine's address means to the driver itself."""
    arguments = dict(engine.dialect.create_connect_args(engine.url)[1])
    # SQLAlchemy keeps prepared statements itself, and has an option for how many. The driver's has another name.
    kept = arguments.pop("prepared_statement_cache_size", None)
    return arguments if kept is None else {"statement_cache_size": kept, **arguments}


def connect_arguments(limit_s: float, *, lock_timeout_s: float = 0) -> dict[str, object]:
    """The driver's arguments for connections whose statements the server ends after `limit_s` seconds.

    It ends one that waits for a lock after `lock_timeout_s` seconds, where that is not 0.
    """
    settings = {
        "application_name": "ferry",
        "statement_timeout": _milliseconds(limit_s),
        # A caller that stops inside a transaction must not keep its locks; its own limit strikes first.
        "idle_in_transaction_session_timeout": _milliseconds(4 * limit_s),
        # Every statement here goes by keys, so one plan fits all values. Left to itself the server would plan anew for
        # each array, which took three times as long as the statement; so would compiling the plan.
        "plan_cache_mode": "force_generic_plan",
        "jit": "off",
    }
    if lock_timeout_s:
        settings["lock_timeout"] = _milliseconds(lock_timeout_s)
    return {"timeout": limit_s, "server_settings": settings}


def _milliseconds(seconds: float) -> str:
    return str(max(1, int(seconds * 1000)))  # 0 would be no limit at all
