"""A new, empty database cluster."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from persistence.embedded.errors import EmbeddedPostgresError
from persistence.embedded.privileges import ServerUser
from persistence.embedded.programs import program

SUPERUSER = "ferry"

# Sorting by code point is the same on every machine and in every release of the C library.
_INITDB = (
    f"--username={SUPERUSER}",
    "--auth=trust",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--set=timezone=UTC",
    "--set=log_timezone=UTC",
    "--no-instructions",
)

# Most of a new cluster are its write-ahead segments, 16 MB each: what is copied for every test gets the smallest.
_INITDB_NOT_DURABLE = ("--no-sync", "--no-data-checksums", "--wal-segsize=1")


def initialise(pgdata: Path, user: ServerUser, *, durable: bool) -> None:
    """Makes a cluster in a new folder, whole or not at all: it is made beside the folder and renamed.

    Raises:
        EmbeddedPostgresError: `initdb` fails; the message is its own.
    """
    for abandoned in pgdata.parent.glob(f"{pgdata.name}.new-*"):
        shutil.rmtree(abandoned, ignore_errors=True)
    new = Path(tempfile.mkdtemp(prefix=f"{pgdata.name}.new-", dir=pgdata.parent))
    try:
        user.own(new)
        options = _INITDB if durable else (*_INITDB, *_INITDB_NOT_DURABLE)
        made = subprocess.run(
            [*user.command, str(program("initdb")), "-D", str(new), *options],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            cwd="/",
            env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
            check=False,
            # Ctrl-C is for the program that asked, which waits for this to end.
            start_new_session=True,
        )
        if made.returncode != 0:
            raise EmbeddedPostgresError(f"initdb ended with {made.returncode}:\n{made.stderr.strip()}")
        new.rename(pgdata)
    finally:
        shutil.rmtree(new, ignore_errors=True)
