"""Structured logs on standard error: for people, or as JSON."""

import logging
import logging.config
import sys
from collections.abc import MutableMapping
from typing import Any, Literal

import structlog

_SECRETS = ("password", "secret", "token", "authorization", "database_url")
_HIDDEN = "(hidden)"

# uvicorn tells at level INFO what the server tells better itself.
_QUIETER = {"uvicorn.error": logging.WARNING, "alembic": logging.WARNING}

# Local variables may be secrets, and to draw those of a deep stack holds up the event loop for seconds. For the same
# reason exceptions are drawn plainly for people too.
_exception_as_json = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)


def configure_logs(log_format: Literal["human", "json"], level: str) -> None:
    """Sends the logs of this process, those of libraries included, to standard error."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _hide_secrets,
    ]
    render: list[structlog.typing.Processor] = (
        [structlog.processors.ExceptionRenderer(_exception_as_json), structlog.processors.JSONRenderer()]
        if log_format == "json"
        else [
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback)
        ]
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *render],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for name, least in _QUIETER.items():
        logging.getLogger(name).setLevel(max(least, root.level) if root.level > logging.DEBUG else root.level)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared[:3],
            *shared[4:],
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _hide_secrets(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A last line of defence: no part of the server logs a secret on purpose."""
    for key in event:
        if any(secret in key.lower() for secret in _SECRETS):
            event[key] = _HIDDEN
    return event
