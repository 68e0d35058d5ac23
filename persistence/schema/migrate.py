"""Brings a database to a revision of the schema: `python -m persistence.schema.migrate URL`.

An upgrade is one transaction under an advisory lock: two processes that start together wait for each other, and the
second finds nothing to do. Migrations only add, so that an older version goes on working, and may be started again.
"""

import argparse
import asyncio
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

# Beside this file, in the source tree as in Bazel's runfiles.
_MIGRATIONS = Path(__file__).parent / "migrations"
# Any number that nothing else in the database locks: "ferry" on a telephone's keys.
_LOCK = 33779
_LOCK_WAIT = "60s"


async def upgrade(url: str, revision: str = "head") -> None:
    """Runs the migrations that the database at `url` lacks, up to `revision`; all or none of them take effect.

    A database that a newer version has brought further is left as it is.

    Raises SQLAlchemy's or the operating system's own error when the database cannot be reached, when another upgrade
    holds the lock for over a minute, or when a migration fails: it is for start-up, where the details are wanted.
    """
    engine = create_async_engine(url, poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            await connection.execute(text("SELECT set_config('lock_timeout', :wait, true)"), {"wait": _LOCK_WAIT})
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            await connection.run_sync(_upgrade, revision)
    finally:
        await engine.dispose()


def _upgrade(connection: Connection, revision: str) -> None:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if known.issuperset(MigrationContext.configure(connection).get_current_heads()):
        command.upgrade(config, revision)


def main() -> None:
    """Upgrades the database that the command line names."""
    parser = argparse.ArgumentParser(description="Bring a Ferry database to the newest schema.")
    parser.add_argument("url", help="postgresql+asyncpg://user:password@host/database")
    parser.add_argument("--revision", default="head", help="the revision to stop at (default: the newest)")
    arguments = parser.parse_args()
    asyncio.run(upgrade(arguments.url, arguments.revision))


if __name__ == "__main__":
    main()
