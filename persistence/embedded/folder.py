"""The data folder: who holds it, and what a crash left in it.

Layout of a data folder, which belongs to its server alone:

    pgdata/       PostgreSQL's own data
    server.log    what the server said since its last start
    socket/       where a disposable server listens; others listen in /tmp, as not every file system has sockets
"""

import contextlib
import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from persistence.embedded.errors import DataFolderInUseError

# A server whose process was killed a moment ago is still writing its data out.
LOCK_TIMEOUT_S = 5.0
# Between the making of a folder and the locking of it.
_STARTING_S = 60.0


@contextlib.contextmanager
def locked(data_dir: Path) -> Iterator[int]:
    """Makes the data folder where it is missing, and holds it; gives the descriptor that holds it.

    The lock is on the open file: a process that inherits the descriptor keeps the folder held after this context has
    ended, and until the last such process is gone.

    Raises:
        DataFolderInUseError: another server has it.
    """
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(data_dir, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _lock(descriptor, data_dir)
        yield descriptor
    finally:
        os.close(descriptor)


def remove_if_abandoned(data_dir: Path) -> None:
    """Removes a data folder that no server holds, unless it is so new that its server may be starting.

    It is all that is left of a server whose keeper was killed together with it.
    """
    with contextlib.suppress(OSError):
        descriptor = os.open(data_dir, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if time.time() - os.fstat(descriptor).st_mtime > _STARTING_S:
                shutil.rmtree(data_dir, ignore_errors=True)
        finally:
            os.close(descriptor)


def _lock(descriptor: int, data_dir: Path) -> None:
    deadline = time.monotonic() + LOCK_TIMEOUT_S
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise DataFolderInUseError(data_dir, _postmaster_pid(data_dir / "pgdata")) from None
            time.sleep(0.05)
        else:
            return


def remove_stale_pid(pgdata: Path) -> None:
    """Removes the `postmaster.pid` of a server that is gone; the folder must be locked.

    PostgreSQL does the same, but not where another program has got the old process id since, as is common in
    containers.

    Raises:
        DataFolderInUseError: a PostgreSQL that somebody started without us runs on the folder.
    """
    pid = _postmaster_pid(pgdata)
    if pid is None:
        return
    if _is_postgres(pid, pgdata):
        raise DataFolderInUseError(pgdata.parent, pid)
    (pgdata / "postmaster.pid").unlink(missing_ok=True)


def is_ready(pgdata: Path) -> bool:
    """Tells whether the server accepts connections, by the last line of its `postmaster.pid`."""
    lines = _pid_lines(pgdata)
    return len(lines) >= 8 and lines[7].strip() == "ready"


def _postmaster_pid(pgdata: Path) -> int | None:
    lines = _pid_lines(pgdata)
    return int(lines[0]) if lines and lines[0].strip().isdigit() else None


def _pid_lines(pgdata: Path) -> list[str]:
    try:
        return (pgdata / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []


def _is_postgres(pid: int, pgdata: Path) -> bool:
    """Tells whether a process is a PostgreSQL on this data: it works in its data folder."""
    try:
        os.kill(pid, 0)
        return (Path("/proc") / str(pid) / "cwd").samefile(pgdata)
    except OSError:
        return False
