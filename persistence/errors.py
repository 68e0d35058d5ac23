"""What can go wrong between a caller and the database.

The class says what happened and what the caller may do about it; the facts are attributes. The driver's own error, when
there is one, is chained as `__cause__`.
"""

from collections.abc import Hashable
from typing import TypeVar

E = TypeVar("E", bound=Exception)


class PersistenceError(Exception):
    """The persistence layer could not do what was asked; the base of all errors that it raises."""

    def __reduce__(self) -> tuple[object, ...]:
        # By default a copy would be made by calling the class with the message alone.
        return _again, (type(self), self.args), vars(self)


class ValidationError(PersistenceError):
    """A value breaks a rule. Nothing was changed.

    Attributes:
        field: The name of the attribute or argument.
        rule: What the value has to be, as the end of the sentence "<field> must …".
    """

    def __init__(self, field: str, rule: str) -> None:
        super().__init__(f"{field} must {rule}")
        self.field = field
        self.rule = rule


class NotFoundError(PersistenceError):
    """The object to be changed or referred to does not exist, or is deleted.

    Attributes:
        entity: The kind of object, for example "player".
        key: The key under which it was sought.
    """

    def __init__(self, entity: str, key: Hashable) -> None:
        super().__init__(f"there is no {entity} {key}")
        self.entity = entity
        self.key = key


class DuplicateError(PersistenceError):
    """A value that has to be unique is taken. Nothing was changed.

    Attributes:
        entity: The kind of object, for example "player".
        field: The attribute whose value is taken.
        constraint: The name of the database's constraint.
    """

    def __init__(self, entity: str, field: str, constraint: str) -> None:
        super().__init__(f"the {field} is taken by another {entity}")
        self.entity = entity
        self.field = field
        self.constraint = constraint


class StaleDataError(PersistenceError):
    """The object has changed since the caller read it. Nothing was changed: read it again, then decide.

    Attributes:
        entity: The kind of object, for example "player".
        key: Its key.
        expected: The version (or other fact) that the caller relied on.
        found: What the database has.
    """

    def __init__(self, entity: str, key: Hashable, expected: int | str, found: int | str) -> None:
        super().__init__(f"{entity} {key} has changed: expected {expected}, found {found}")
        self.entity = entity
        self.key = key
        self.expected = expected
        self.found = found


class ConflictError(PersistenceError):
    """A serialization failure or a deadlock undid the transaction. Nothing was changed: run the whole of it again.

    The layer repeats its own single calls; only the body of a caller's `transaction()` has to be repeated by its owner.
    """


class UnavailableError(PersistenceError):
    """The database cannot be reached or takes no more work. Nothing was changed: try again later."""


class OutcomeUnknownError(UnavailableError):
    """The connection was lost after a write was sent and before the answer came: it may or may not have happened."""


class TimeoutError(PersistenceError):  # noqa: A001 - the field's name for it; always used through this module's tree
    """A statement took longer than its limit and was undone by the server. Nothing was changed."""


class TransactionError(PersistenceError):
    """A transaction was used where it must not be: by another task, after its end, or after a failed statement."""


class SchemaError(PersistenceError):
    """The database is older than this version, as its migrations were not run, or holds what only a newer one knows."""


def _again(kind: type[E], arguments: tuple[object, ...]) -> E:
    return kind.__new__(kind, *arguments)


def another(error: E) -> E:
    """An error like `error`, its cause, for another caller: one that is raised twice collects the traces of both."""
    own = _again(type(error), error.args)
    own.__dict__.update(vars(error))
    own.__cause__ = error
    return own
