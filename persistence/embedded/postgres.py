"""A PostgreSQL server of our own: started on a data folder, reached by a Unix socket, gone when this process is."""

import asyncio
import contextlib
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from persistence.embedded import settings as server_settings
from persistence.embedded.archive import unpacking
from persistence.embedded.cluster import SUPERUSER, initialise
from persistence.embedded.errors import EmbeddedPostgresError
from persistence.embedded.folder import is_ready, locked, remove_stale_pid
from persistence.embedded.privileges import server_user
from persistence.embedded.programs import program

_START_TIMEOUT_S = 60.0
_STOP_TIMEOUT_S = 90.0
_READY_POLL_S = 0.003
# The kernel allows 107 characters, of which "/socket/.s.PGSQL.5432.lock" takes 26.
_SOCKET_PATH_LIMIT = 80


class EmbeddedPostgres:
    """A running server. It ends with this process, however that ends.

    It listens on a Unix socket in a private folder under /tmp, and on no network address: who may open the folder (this
    user, and root) may connect without a password.

    `start` and `stop` block, for up to a second each: on an event loop use `running`.

    Attributes:
        socket_dir: the folder of the socket, which is the `host` in a connection's parameters.
    """

    def __init__(self, socket_dir: Path, log: Path, keeper: subprocess.Popen[bytes], *, disposable: bool) -> None:
        self.socket_dir = socket_dir
        self._log = log
        self._keeper = keeper
        self._disposable = disposable
        self._stopped = False

    @classmethod
    def start(
        cls,
        data_dir: Path,
        *,
        durable: bool = True,
        disposable: bool = False,
        archive: Path | None = None,
        settings: Mapping[str, str] | None = None,
    ) -> Self:
        """Starts a server on a data folder. A folder without data is filled first: from the archive, else by `initdb`.

        Args:
            data_dir: for this server alone; `persistence.embedded.folder` has its layout.
            durable: a commit survives a crash of the machine. Without that the server is much faster, and a crash can
                leave the data unusable: for tests.
            disposable: the server need not stop cleanly, and the folder is removed once it has stopped.
            archive: of a cluster, made by `persistence.embedded.archive.pack`.
            settings: of PostgreSQL, in addition.

        Raises:
            DataFolderInUseError: another server runs on the folder.
            EmbeddedPostgresError: the server does not start; the message says why.
        """
        data_dir = data_dir.absolute()
        pgdata, log = data_dir / "pgdata", data_dir / "server.log"
        with locked(data_dir) as lock:
            user = server_user(pgdata)
            is_new = not pgdata.exists()
            if is_new and archive is None:
                initialise(pgdata, user, durable=durable)
            remove_stale_pid(pgdata)
            log.write_bytes(b"")
            socket_dir = _new_socket_dir(data_dir if disposable else None)
            user.own(socket_dir)
            options = server_settings.arguments(socket_dir, settings or {}, durable=durable)
            command = [str(program("postgres")), "-D", str(pgdata), *options]
            if is_new and archive is not None:
                command = unpacking(archive, data_dir, command)
            keeper = _start_keeper(
                [*user.command, *command],
                log=log,
                remove=[socket_dir, data_dir] if disposable else [socket_dir],
                stop_signal=signal.SIGQUIT if disposable else signal.SIGINT,
                lock=lock,
            )
        server = cls(socket_dir, log, keeper, disposable=disposable)
        try:
            server._await_ready(pgdata)
        except BaseException:
            server._end()
            raise
        return server

    def url(self, database: str = "postgres") -> str:
        """Returns the address of a database of this server, for SQLAlchemy with asyncpg."""
        return f"postgresql+asyncpg://{SUPERUSER}@/{quote(database)}?host={quote(str(self.socket_dir))}"

    def stop(self) -> None:
        """Stops the server: open transactions are rolled back, committed ones are on disk. A second call does nothing.

        Raises:
            EmbeddedPostgresError: it did not stop cleanly, or had ended before; the message has the end of its log.
        """
        if self._stopped:
            return
        had_ended = self._keeper.poll() is not None
        code = self._end()
        if (had_ended or code != 0) and not self._disposable:
            when = "before it was stopped, " if had_ended else ""
            raise EmbeddedPostgresError(f"PostgreSQL ended {when}with code {code}:\n{self._end_of_log()}")

    @classmethod
    @contextlib.asynccontextmanager
    async def running(cls, data_dir: Path, *, durable: bool = True) -> AsyncIterator[Self]:
        """Starts a server, and stops it at the end, off the event loop; a cancelled caller leaves no server behind."""
        loop = asyncio.get_running_loop()
        starting = loop.run_in_executor(None, lambda: cls.start(data_dir, durable=durable))
        try:
            server = await asyncio.shield(starting)
        except asyncio.CancelledError:
            await loop.run_in_executor(None, (await starting).stop)
            raise
        try:
            yield server
        finally:
            await asyncio.shield(loop.run_in_executor(None, server.stop))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _await_ready(self, pgdata: Path) -> None:
        deadline = time.monotonic() + _START_TIMEOUT_S
        while not is_ready(pgdata):
            if self._keeper.poll() is not None:
                raise EmbeddedPostgresError(f"PostgreSQL did not start:\n{self._end_of_log()}")
            if time.monotonic() > deadline:
                raise EmbeddedPostgresError(f"PostgreSQL did not start in {_START_TIMEOUT_S:.0f} s")
            time.sleep(_READY_POLL_S)

    def _end(self) -> int:
        """Has the keeper stop the server; returns the server's exit code."""
        self._stopped = True
        self._keeper.communicate(timeout=_STOP_TIMEOUT_S)
        return self._keeper.returncode

    def _end_of_log(self) -> str:
        try:
            lines = self._log.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return "(its log is gone)"
        return "\n".join(lines[-20:])


def _new_socket_dir(data_dir: Path | None) -> Path:
    """Makes a folder for the socket, in the data folder where one is given and is short enough, else in /tmp."""
    if data_dir and len(str(data_dir)) <= _SOCKET_PATH_LIMIT:
        socket_dir = data_dir / "socket"
        socket_dir.mkdir(mode=0o700, exist_ok=True)
        return socket_dir
    return Path(tempfile.mkdtemp(prefix="ferry-postgres-", dir="/tmp"))


def _start_keeper(
    command: Sequence[str], *, log: Path, remove: Sequence[Path], stop_signal: signal.Signals, lock: int
) -> subprocess.Popen[bytes]:
    """Starts the process that outlives this one for as long as it takes to stop the server (see `keeper.py`)."""
    keeper = [sys.executable, "-I", "-S", str(Path(__file__).with_name("keeper.py"))]
    folders = ":".join(str(folder) for folder in remove)
    return subprocess.Popen(
        [*keeper, str(int(stop_signal)), str(log), folders, "--", *command],
        stdin=subprocess.PIPE,
        # Nothing is ever written: its end tells at once that the keeper has ended.
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        pass_fds=(lock,),
        env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
    )
