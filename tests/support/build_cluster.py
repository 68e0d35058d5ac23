"""Builds the PostgreSQL cluster that tests start from: the program behind the rule `postgres_cluster`.

    build_cluster ARCHIVE [MIGRATE]

MIGRATE is a program that takes the address of an empty database and brings its schema to the newest revision. The
cluster has three databases: `postgres` to work from, `template1` which is empty, and `migrated`, which holds the
schema and nothing else. The latter two are for copying.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import asyncpg

from persistence.embedded import EmbeddedPostgres
from persistence.embedded.archive import pack

# The last template of initdb would be a quarter of every copy, and nothing here needs it.
_DROP_TEMPLATE0 = (
    "ALTER DATABASE template0 IS_TEMPLATE false",
    "DROP DATABASE template0",
)
# The write-ahead log is copied too.
_SHORT_LOG = {"max_wal_size": "2MB", "min_wal_size": "2MB"}
# Nobody can be connected to a database that is being copied.
_CLOSE = "ALTER DATABASE migrated IS_TEMPLATE true ALLOW_CONNECTIONS false"


def main(arguments: list[str]) -> int:
    """Builds the archive; returns the exit code of the migrations."""
    archive = Path(arguments[0])
    with tempfile.TemporaryDirectory(prefix="ferry-cluster-", dir="/tmp") as folder:
        data_dir = Path(folder) / "data"
        with EmbeddedPostgres.start(data_dir, durable=False, settings=_SHORT_LOG) as server:
            asyncio.run(_execute(server, *_DROP_TEMPLATE0, "CREATE DATABASE migrated STRATEGY file_copy"))
            if len(arguments) > 1:
                _migrate(arguments[1], server.url("migrated"))
            asyncio.run(_execute(server, _CLOSE))
        pack(data_dir, archive)
    return 0


def _migrate(program: str, url: str) -> None:
    # The program finds its own modules; those of this one are none of its business.
    ours = ("PYTHONPATH", "RUNFILES_DIR", "RUNFILES_MANIFEST_FILE")
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    subprocess.run([program, url], check=True, env=environment)


async def _execute(server: EmbeddedPostgres, *statements: str) -> None:
    connection = await asyncpg.connect(user="ferry", host=str(server.socket_dir), database="postgres")
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
