"""What the driver raises becomes the error that tells a caller what it may do."""

import pickle

import asyncpg
import pytest

from persistence import errors
from persistence.errors import ConflictError, PersistenceError, SchemaError, UnavailableError, ValidationError
from persistence.inventory.models import CapacityError, Place
from persistence.translation import is_connection_loss, translate

# https://www.postgresql.org/docs/18/errcodes-appendix.html
MEANINGS: dict[str, type[PersistenceError]] = {
    "22003": ValidationError,  # numeric value out of range
    "25006": UnavailableError,  # read-only transaction: a failover is under way
    "28000": UnavailableError,  # invalid authorization
    "28P01": UnavailableError,  # invalid password
    "3D000": UnavailableError,  # no such database
    "3F000": SchemaError,  # invalid schema name
    "40001": ConflictError,  # serialization failure
    "40P01": ConflictError,  # deadlock
    "42703": SchemaError,  # undefined column
    "42P01": SchemaError,  # undefined table
    "53100": UnavailableError,  # disk full
    "53200": UnavailableError,  # out of memory
    "53300": UnavailableError,  # too many connections
    "55P03": errors.TimeoutError,  # lock not available
    "57014": errors.TimeoutError,  # query cancelled
}
# The session ends with these: a shutdown, a crash, a start under way, and limits for idle sessions and transactions.
LOSSES = ["08006", "57P01", "57P02", "57P03", "57P05", "25P03", "25P04"]


def raised(sqlstate: str) -> asyncpg.PostgresError:
    error = asyncpg.PostgresError.new({"C": sqlstate, "M": "in the server's words"})
    assert error.sqlstate == sqlstate
    return error


@pytest.mark.parametrize("sqlstate", MEANINGS)
def test_an_answer_of_the_server_has_one_meaning(sqlstate: str) -> None:
    error = translate(raised(sqlstate), committing=True)

    assert type(error) is MEANINGS[sqlstate]
    assert not is_connection_loss(raised(sqlstate))


@pytest.mark.parametrize("sqlstate", LOSSES)
def test_the_end_of_a_session_is_the_loss_of_its_connection(sqlstate: str) -> None:
    assert is_connection_loss(raised(sqlstate))
    assert type(translate(raised(sqlstate), committing=False)) is UnavailableError
    assert type(translate(raised(sqlstate), committing=True)) is errors.OutcomeUnknownError


def test_an_unknown_answer_is_told_in_the_servers_words() -> None:
    error = translate(raised("XX000"), committing=True)

    assert type(error) is PersistenceError
    assert "in the server's words" in str(error)


@pytest.mark.parametrize("error", [OverflowError("date out of range"), asyncpg.OutdatedSchemaCacheError("changed")])
def test_an_answer_to_a_write_that_cannot_be_read_leaves_the_outcome_unknown(error: Exception) -> None:
    assert type(translate(error, committing=True)) is errors.OutcomeUnknownError
    assert type(translate(error, committing=False)) is not errors.OutcomeUnknownError


@pytest.mark.parametrize(
    "error",
    [
        errors.ValidationError("name", "be text"),
        errors.StaleDataError("player", 7, expected=1, found=2),
        CapacityError(Place.in_room("z/a"), 7),
        errors.OutcomeUnknownError("the connection was lost"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_can_be_sent_to_another_process(error: PersistenceError) -> None:
    sent = pickle.loads(pickle.dumps(error))  # noqa: S301 - it was made here

    assert type(sent) is type(error)
    assert str(sent) == str(error)
    assert vars(sent) == vars(error)
