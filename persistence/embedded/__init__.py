"""A PostgreSQL server that comes with the game: nothing to install, nothing left running.

May be imported by `server/app`, by tests and by the programs that prepare databases for tests; the rest of the code
base knows a database by its address alone.
"""

from persistence.embedded.errors import DataFolderInUseError, EmbeddedPostgresError
from persistence.embedded.postgres import EmbeddedPostgres

__all__ = ["DataFolderInUseError", "EmbeddedPostgres", "EmbeddedPostgresError"]
