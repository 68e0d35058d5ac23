"""The database that the server uses: the one it is told, or one of its own."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from persistence.embedded import EmbeddedPostgres, EmbeddedPostgresError
from persistence.schema.migrate import upgrade
from server.app.errors import StartError
from server.app.settings import Settings

Progress = Callable[[str], None]


@asynccontextmanager
async def ready_database(settings: Settings, progress: Progress) -> AsyncIterator[str]:
    """The address of a database with the newest schema. A PostgreSQL of its own runs until the end of the context.

    Raises:
        StartError: There is no such database.
    """
    if settings.database_url is not None:
        await _migrate(settings.database_url, progress)
        yield settings.database_url
        return
    data_dir = settings.data_dir / "postgres"
    progress(f"Starting PostgreSQL; its data is kept in {data_dir}")
    try:
        async with EmbeddedPostgres.running(data_dir) as postgres:
            await _migrate(postgres.url(), progress)
            yield postgres.url()
            progress("Stopping PostgreSQL")
    except (EmbeddedPostgresError, OSError) as error:
        raise StartError(f"PostgreSQL on {data_dir}: {error}") from error


async def _migrate(url: str, progress: Progress) -> None:
    progress("Bringing the database's schema up to date")
    try:
        await upgrade(url)
    except (SQLAlchemyError, OSError, TypeError, ValueError) as error:
        # TypeError, ValueError: the driver's, of an option in the address that it does not know, or its value.
        raise StartError(f"The database {_shown(url)} cannot be used: {_reason(error)}") from error


def _shown(url: str) -> str:
    """The address without user name and password."""
    parts = make_url(url)
    return f"{parts.host or 'on a local socket'}{f':{parts.port}' if parts.port else ''}/{parts.database or ''}"


def _reason(error: BaseException) -> str:
    """The driver's own words; SQLAlchemy's would repeat the statement."""
    cause = getattr(error, "orig", None) or error
    return f"{type(cause).__name__}: {cause}".splitlines()[0]
