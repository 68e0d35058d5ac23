"""The facade's background thread and its singleton."""

import threading
from collections.abc import Iterator

import pytest

from server.persistence import get_persistence, reset_persistence
from server.persistence.persistence import PersistenceLayer
from server.settings import database_url


@pytest.fixture(autouse=True)
def _no_shared_facade() -> Iterator[None]:
    reset_persistence()
    yield
    reset_persistence()


def persistence_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "persistence"]


def test_the_thread_lives_from_the_first_call_to_close() -> None:
    layer = PersistenceLayer(database_url())
    assert persistence_threads() == []

    assert layer.ping() is True
    assert len(persistence_threads()) == 1

    layer.close()
    assert persistence_threads() == []


def test_a_closed_facade_opens_again_with_the_next_call() -> None:
    layer = PersistenceLayer(database_url())
    layer.ping()
    layer.close()

    assert layer.ping() is True
    layer.close()


def test_an_error_of_the_coroutine_reaches_the_caller() -> None:
    layer = PersistenceLayer(database_url())

    async def fail() -> None:
        raise LookupError("no such thing")

    with pytest.raises(LookupError, match="no such thing"):
        layer._run_async(fail())
    layer.close()


def test_everybody_gets_the_same_facade_until_it_is_reset() -> None:
    first = get_persistence()

    assert get_persistence() is first
    reset_persistence()
    assert get_persistence() is not first
