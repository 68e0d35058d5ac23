"""A test that is killed leaves no server and no data."""

import os
import subprocess
import sys
from pathlib import Path

import psutil

SLEEPER = """
import time

def test_sleeps_with_a_database(postgres_server, database_url):
    print("socket", postgres_server.socket_dir, flush=True)
    time.sleep(60)
"""

PATIENCE_S = 30.0


def test_nothing_is_left_of_a_test_that_is_killed(tmp_path: Path) -> None:
    (tmp_path / "test_sleeper.py").write_text(SLEEPER)
    # Its own capture off, so that the line arrives; in a folder without this repository's settings.
    pytest_alone = [sys.executable, "-m", "pytest", "-q", "-s", "-p", "tests.support.postgres", "test_sleeper.py"]
    process = subprocess.Popen(
        pytest_alone,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    socket_dir = Path(next(line.split()[1] for line in process.stdout if line.startswith("socket")))
    family = psutil.Process(process.pid).children(recursive=True)
    server = next(member for member in family if "-D" in member.cmdline())
    pgdata = Path(server.cmdline()[server.cmdline().index("-D") + 1])
    assert pgdata.is_dir()

    process.kill()
    process.communicate()

    _, alive = psutil.wait_procs(family, timeout=PATIENCE_S)
    assert not alive
    assert not socket_dir.exists()
    assert not pgdata.parent.exists()
