"""A clean database for each test that asks for one, and the application on it."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from server.app import create_app
from server.models import Player
from server.persistence import PersistenceLayer, reset_persistence
from server.settings import database_url


@pytest.fixture
def persistence() -> Iterator[PersistenceLayer]:
    """A layer of the test's own on a database with empty tables."""
    layer = PersistenceLayer(database_url())
    layer.drop_schema()
    layer.create_schema()
    yield layer
    layer.close()


@pytest.fixture
def client(persistence: PersistenceLayer) -> Iterator[TestClient]:
    """A client of the running application, whose database has the first rooms and nobody in them."""
    reset_persistence()
    with TestClient(create_app()) as running:
        yield running


@pytest.fixture
def player() -> Player:
    """A player who is in no database yet."""
    return Player.new("Ada")
