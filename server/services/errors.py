"""The errors that every service lets through, so that callers need not import `persistence`."""

from persistence.errors import OutcomeUnknownError, TimeoutError, UnavailableError  # noqa: A004 - the tree's own

__all__ = ["OutcomeUnknownError", "TimeoutError", "UnavailableError"]
