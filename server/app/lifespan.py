"""Everything that lives as long as the server does."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from fastapi import FastAPI

from persistence.errors import PersistenceError
from server.app.database import Progress, ready_database
from server.app.errors import StartError
from server.app.secret import kept_secret
from server.app.settings import Settings
from server.container import ApplicationContainer, ContainerOptions
from server.world import WorldError


@asynccontextmanager
async def lifespan(app: FastAPI, settings: Settings, progress: Progress) -> AsyncIterator[None]:
    """Opens the database and all parts and puts the container on `app.state`; closes them in the opposite order.

    What was opened is closed also when a later step fails or is cancelled.

    Raises:
        StartError: The server cannot start.
    """
    async with AsyncExitStack() as stack:
        secret = await _token_secret(settings)
        url = await stack.enter_async_context(ready_database(settings, progress))
        progress("Loading the world")
        options = ContainerOptions(
            database_url=url,
            token_secret=secret,
            token_lifetime=settings.token_lifetime,
            pool_size=settings.pool_size,
            password_workers=settings.password_workers,
            hello_timeout_s=settings.hello_timeout_s,
        )
        try:
            container = await stack.enter_async_context(ApplicationContainer.open(options))
        except WorldError as error:
            raise StartError(f"The world cannot be loaded:\n{error}") from error
        except PersistenceError as error:
            raise StartError(f"The database cannot be used: {error}") from error
        loaded = container.loaded_rooms
        progress(f"The world has {loaded.total} rooms, {loaded.written} of them new or changed")
        app.state.container = container
        yield


async def _token_secret(settings: Settings) -> str:
    if settings.token_secret is not None:
        return settings.token_secret.get_secret_value()
    return await asyncio.to_thread(kept_secret, settings.data_dir)
