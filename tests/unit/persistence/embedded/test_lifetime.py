"""An embedded PostgreSQL does not outlive the process that started it, however that ends."""

import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

STARTER = """
import sys, time
from pathlib import Path
from persistence.embedded import EmbeddedPostgres

data, archive, kind = sys.argv[1:]
server = EmbeddedPostgres.start(Path(data), archive=Path(archive), durable=False, disposable=kind == "disposable")
print(server.socket_dir, flush=True)
time.sleep(60)
"""

PATIENCE_S = 20.0


def start(data: Path, archive: Path, kind: str) -> tuple[subprocess.Popen[str], Path]:
    """Starts a process with a server; returns it and the socket's folder."""
    process = subprocess.Popen(
        [sys.executable, "-c", STARTER, str(data), str(archive), kind], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def keeper_and_server(process: subprocess.Popen[str]) -> list[psutil.Process]:
    return psutil.Process(process.pid).children(recursive=True)


def wait_until_gone(processes: list[psutil.Process]) -> None:
    _, alive = psutil.wait_procs(processes, timeout=PATIENCE_S)
    assert not alive, "these outlived the process that started them"


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda how: how.name)
def test_the_server_ends_with_its_process(tmp_path: Path, archive: Path, how: signal.Signals) -> None:
    process, socket_dir = start(tmp_path / "data", archive, "kept")
    family = keeper_and_server(process)
    assert any(member.name() == "postgres" for member in family)

    process.send_signal(how)
    process.communicate()

    wait_until_gone(family)
    assert not socket_dir.exists()
    assert (tmp_path / "data" / "pgdata").exists()


def test_the_data_of_a_disposable_server_goes_with_its_killed_process(tmp_path: Path, archive: Path) -> None:
    process, socket_dir = start(tmp_path / "data", archive, "disposable")
    family = keeper_and_server(process)

    process.kill()
    process.communicate()

    wait_until_gone(family)
    assert not socket_dir.exists()
    assert not (tmp_path / "data").exists()


def test_the_server_ends_when_its_keeper_is_killed(tmp_path: Path, archive: Path) -> None:
    process, socket_dir = start(tmp_path / "data", archive, "kept")
    family = keeper_and_server(process)
    keeper = next(member for member in family if "keeper.py" in " ".join(member.cmdline()))

    keeper.kill()

    wait_until_gone([member for member in family if member != keeper])
    process.kill()
    process.communicate()
    # Whoever kills the keeper cleans up in its place.
    socket_dir.rmdir()


def test_a_new_server_waits_for_the_one_whose_process_was_just_killed(tmp_path: Path, archive: Path) -> None:
    process, _ = start(tmp_path / "data", archive, "kept")
    process.kill()
    process.communicate()

    successor, socket_dir = start(tmp_path / "data", archive, "kept")

    assert socket_dir.is_dir()
    family = keeper_and_server(successor)
    successor.kill()
    successor.communicate()
    wait_until_gone(family)
