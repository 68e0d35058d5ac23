"""A running server with a database of its own, and a client for it."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.support.game.client import Client, client
from tests.support.game.server import RunningServer, running_server, settings_for


@pytest_asyncio.fixture
async def game(database_url: str) -> AsyncIterator[RunningServer]:
    """A running server."""
    async with running_server(settings_for(database_url)) as server:
        yield server


@pytest_asyncio.fixture
async def visitor(game: RunningServer) -> AsyncIterator[Client]:
    """A client of the running server, without an account."""
    async with client(game.url) as made:
        yield made
