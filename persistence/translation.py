"""The one place where errors of the driver become errors of this package.

SQLAlchemy wraps what asyncpg raises, and asyncpg lets through what the operating system raises; what counts is the
innermost of them. SQLSTATE codes: https://www.postgresql.org/docs/18/errcodes-appendix.html
"""

import builtins
import re

import asyncpg
import sqlalchemy.exc

from persistence import errors
from persistence.errors import (
    ConflictError,
    DuplicateError,
    NotFoundError,
    OutcomeUnknownError,
    PersistenceError,
    SchemaError,
    UnavailableError,
    ValidationError,
)

# The server ends the session with these: the administrator's command, a crash, a start or a stop under way.
_SESSION_ENDED = frozenset({"57P01", "57P02", "57P03", "57P05", "25P03", "25P04"})
_TIMED_OUT = frozenset({"57014", "55P03"})
_CONFLICTS = frozenset({"40001", "40P01"})
_SCHEMA_MISSING = frozenset({"42P01", "42703", "3F000"})
# Read-only: a failover is under way, and this is the old primary or a standby.
_READ_ONLY = "25006"
_NO_DATABASE = "3D000"


def root_cause(error: BaseException) -> BaseException:
    """The error that the driver or the operating system raised first."""
    while True:
        inner = getattr(error, "orig", None) or error.__cause__
        if not isinstance(inner, Exception):  # a time limit that struck has a CancelledError as its cause
            return error
        error = inner


def is_connection_loss(error: BaseException) -> bool:
    """Whether the connection broke or could not be made, so that nothing more will come over it."""
    cause = root_cause(error)
    if isinstance(cause, asyncpg.PostgresError):
        state = cause.sqlstate or ""
        return state in _SESSION_ENDED or state.startswith("08")
    # A time limit is told apart by its caller, and a value that has no form on the wire is the caller's fault.
    others = (builtins.TimeoutError, asyncpg.DataError)
    return isinstance(cause, OSError | asyncpg.InterfaceError | asyncpg.InternalClientError) and not isinstance(
        cause, others
    )


def translate(error: Exception, *, committing: bool) -> PersistenceError:
    """The error of this package that says what `error` means to a caller; the caller of this chains the two.

    `committing` tells that a write had been sent which may have taken effect although no answer came.
    """
    if isinstance(error, PersistenceError):
        return error
    if isinstance(error, sqlalchemy.exc.TimeoutError):
        return no_connection()
    cause = root_cause(error)
    # The second is the driver's own, which had the answer and could not read it: only a read did nothing.
    if isinstance(cause, asyncpg.InvalidCachedStatementError) or (
        isinstance(cause, asyncpg.OutdatedSchemaCacheError) and not committing
    ):
        return ConflictError("a migration changed what a statement had been prepared for, and it was not run")
    if is_connection_loss(error) or isinstance(cause, builtins.TimeoutError):
        return _silence(cause, committing=committing)
    if isinstance(cause, asyncpg.DataError):
        return ValidationError("value", f"be one that the database can hold ({cause})")
    if isinstance(cause, asyncpg.PostgresError):
        return _from_sqlstate(cause)
    if committing:  # it was raised here, where nobody knows what the server did
        return OutcomeUnknownError(f"the answer to a write could not be read: {type(cause).__name__}: {cause}")
    return PersistenceError(f"unexpected {type(cause).__name__}: {cause}")


def no_connection() -> UnavailableError:
    """The error of a call that got no connection within its limit."""
    return UnavailableError("all connections are in use, and none became free in time")


def _silence(cause: BaseException, *, committing: bool) -> PersistenceError:
    if committing:
        return OutcomeUnknownError("the connection was lost before the answer to a write came")
    if isinstance(cause, builtins.TimeoutError):
        return errors.TimeoutError("the database did not answer in time")
    return UnavailableError(f"the database cannot be reached: {str(cause) or type(cause).__name__}")


def _from_sqlstate(cause: asyncpg.PostgresError) -> PersistenceError:
    state = cause.sqlstate or ""
    if state.startswith("23"):
        return _from_constraint(cause)
    if state in _TIMED_OUT:
        return errors.TimeoutError("the statement took too long and was undone by the server")
    if state in _CONFLICTS:
        return ConflictError("another transaction was in the way, and this one was undone")
    if state in _SCHEMA_MISSING:
        return SchemaError(f"the database's schema is older than this version ({cause}): run the migrations")
    if state.startswith("53") or state == _READ_ONLY:
        return UnavailableError(f"the database takes no more work: {cause}")
    if state.startswith("28") or state == _NO_DATABASE:
        return UnavailableError(f"the database lets nobody in: {cause}")
    if state.startswith("22"):
        return ValidationError("value", f"be one that the database can hold ({cause})")
    return PersistenceError(f"unexpected {type(cause).__name__}: {cause}")


def _from_constraint(cause: asyncpg.PostgresError) -> PersistenceError:
    """Reads entity and attribute from a constraint's name, `<kind>_<table>_<attribute>`: see `schema.metadata`."""
    table = cause.table_name or ""
    constraint = cause.constraint_name or ""
    entity = table.removesuffix("s")
    attribute = constraint.partition(f"_{table}_")[2] or "id"
    if isinstance(cause, asyncpg.UniqueViolationError):
        return DuplicateError(entity, attribute, constraint)
    if isinstance(cause, asyncpg.ForeignKeyViolationError):
        return NotFoundError(attribute.removesuffix("s"), _value_in(cause.detail or ""))
    return ValidationError(attribute, f"keep to the rule {constraint or 'NOT NULL'}")


def _value_in(detail: str) -> str:
    """The value in the server's words, in whatever language: "Key (user_id)=(7) is not present in …"."""
    found = re.search(r"=\((.*)\)", detail)
    return found.group(1) if found else detail
