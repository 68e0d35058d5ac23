"""The keeper by itself, with a shell script in the place of PostgreSQL."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from persistence.embedded import keeper

# Ends with a code of its own for each signal.
SERVER = "trap 'exit 7' INT; trap 'exit 8' QUIT; trap 'exit 9' TERM; echo ready; while :; do sleep 0.02; done"
PATIENCE_S = 30.0


class Kept:
    """A running keeper, its server's log and the folders that it is to remove."""

    def __init__(self, folder: Path, script: str, stop_signal: signal.Signals) -> None:
        self.folders = [folder / name for name in ("socket", "data")]
        for kept in self.folders:
            kept.mkdir()
        self.log = folder / "server.log"
        # Unlike `EmbeddedPostgres` without -I -S: so that the measuring of coverage reaches it.
        program = [sys.executable, keeper.__file__, str(int(stop_signal)), str(self.log)]
        folders = ":".join(map(str, self.folders))
        self.process = subprocess.Popen([*program, folders, "--", "/bin/sh", "-c", script], stdin=subprocess.PIPE)

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not self.log.exists() or "ready" not in self.log.read_text():
            assert time.monotonic() < deadline
            time.sleep(0.01)

    def end(self) -> int:
        """Ends its standard input; gives its exit code."""
        self.process.communicate(timeout=PATIENCE_S)
        return self.process.returncode


@pytest.fixture
def running(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Kept]:
    kept = Kept(tmp_path, SERVER, getattr(request, "param", signal.SIGINT))
    kept.wait_until_ready()
    yield kept
    kept.process.kill()
    kept.end()


@pytest.mark.parametrize(
    ("running", "code"), [(signal.SIGINT, 7), (signal.SIGQUIT, 8)], indirect=["running"], ids=["clean", "at once"]
)
def test_it_stops_the_server_at_the_end_of_its_input_and_removes_the_folders(running: Kept, code: int) -> None:
    assert running.end() == code

    assert not any(folder.exists() for folder in running.folders)


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda sent: sent.name)
def test_a_signal_to_its_process_does_not_end_it(running: Kept, sent: signal.Signals) -> None:
    running.process.send_signal(sent)

    with pytest.raises(subprocess.TimeoutExpired):
        running.process.wait(0.2)
    assert running.end() == 7


def test_a_server_that_ends_by_itself_ends_it_with_the_same_code(tmp_path: Path) -> None:
    kept = Kept(tmp_path, "echo failed to start; exit 3", signal.SIGINT)

    assert kept.process.wait(PATIENCE_S) == 3
    assert kept.log.read_text() == "failed to start\n"
    assert not any(folder.exists() for folder in kept.folders)
    kept.end()
