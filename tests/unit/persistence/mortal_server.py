"""A PostgreSQL server that a test may stop, kill and start again at the same address."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from persistence.embedded import EmbeddedPostgres


class MortalServer:
    """A server of the test's own.

    Every start has a new socket folder, so the address names a link to it. It is durable, unlike the servers of other
    tests: those lose their last commits when they are killed.

    Attributes:
        url: The address, the same after every start.
    """

    def __init__(self, folder: Path) -> None:
        self._data = folder / "data"
        self._link = folder / "socket"
        self.start()
        self.url = self._server.url().replace(str(self._server.socket_dir), str(self._link))

    @classmethod
    @contextmanager
    def running(cls) -> Iterator[Self]:
        """A server that runs when the block begins, and does not after its end."""
        folder = Path(tempfile.mkdtemp(prefix="mortal-", dir="/tmp"))
        # PostgreSQL may run under another user than this process.
        folder.chmod(0o755)
        server = cls(folder)
        try:
            yield server
        finally:
            server.stop()
            shutil.rmtree(folder)

    def start(self) -> None:
        """Starts the server on the data that it has; blocks until it accepts connections."""
        self._server = EmbeddedPostgres.start(self._data, durable=True)
        self._link.unlink(missing_ok=True)
        self._link.symlink_to(self._server.socket_dir)

    def stop(self) -> None:
        """Stops it in good order, closing all sessions; blocks."""
        self._server.stop()

    def kill(self) -> None:
        """Ends the server as a power cut would, and its sessions with it; blocks until the remains are gone."""
        pid = int((self._data / "pgdata" / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])
        children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        for process in (pid, *children):
            # A child that notices the death of its parent may be faster.
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self._server._end()
