"""The cache's promise: an entry is whole or absent, and one process at a time makes it."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tools.bazelw.cache import Cache, cache_folder
from tools.bazelw.errors import LauncherError

# Holds the lock until it is killed; says when it has it.
_HOLDER = """
import sys, time
from pathlib import Path
from tools.bazelw.cache import Cache
with Cache(Path(sys.argv[1])).lock(on_wait=lambda: None):
    print("locked", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def _write_program(folder: Path) -> None:
    program = folder / "bazel"
    program.touch()
    program.chmod(0o755)


def test_an_entry_is_found_once_it_is_published(cache: Cache) -> None:
    with cache.publish("7.7.1") as build:
        _write_program(build)
        assert cache.find("7.7.1") is None

    assert cache.find("7.7.1") == cache.entry("7.7.1") / "bazel"


def test_a_failure_leaves_nothing_behind(cache: Cache) -> None:
    with pytest.raises(FileNotFoundError), cache.publish("7.7.1") as build:
        shutil.copy("/absent/bazel", build)

    assert list(cache.folder.iterdir()) == []


def test_the_rest_of_a_killed_attempt_is_removed(cache: Cache) -> None:
    (cache.folder / "7.7.1.new" / "half").mkdir(parents=True)

    with cache.publish("7.7.1") as build:
        assert list(build.iterdir()) == []
        _write_program(build)

    assert [entry.name for entry in cache.folder.iterdir()] == ["7.7.1"]


def test_an_entry_that_does_not_work_can_be_withdrawn(cache: Cache) -> None:
    with cache.publish("7.7.1") as build:
        _write_program(build)

    cache.withdraw("7.7.1")

    assert cache.find("7.7.1") is None


def test_the_second_process_waits_and_is_told_so(cache: Cache) -> None:
    events: list[str] = []
    with _holder(cache) as holder:

        def on_wait() -> None:
            events.append("waits")
            holder.terminate()

        with cache.lock(on_wait):
            events.append("enters")

    assert events == ["waits", "enters"]
    assert holder.returncode == -signal.SIGTERM


def test_the_lock_of_a_killed_process_is_free(cache: Cache) -> None:
    with _holder(cache) as holder:
        holder.kill()
        holder.wait()
    waits: list[str] = []

    with cache.lock(on_wait=lambda: waits.append("waits")):
        pass

    assert waits == []


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    folder = tmp_path / "file" / "cache"

    with (
        pytest.raises(LauncherError, match=f"{folder} cannot be written: .* Set XDG_CACHE_HOME"),
        Cache(folder).lock(on_wait=lambda: None),
    ):
        pass


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"HOME": "/home/ada"}, "/home/ada/.cache/ferry/bazel"),
        ({"HOME": "/home/ada", "XDG_CACHE_HOME": "/var/cache/ada"}, "/var/cache/ada/ferry/bazel"),
        ({"HOME": "/home/ada", "XDG_CACHE_HOME": "relative"}, "/home/ada/.cache/ferry/bazel"),
        ({"HOME": "/home/ada", "XDG_CACHE_HOME": ""}, "/home/ada/.cache/ferry/bazel"),
    ],
)
def test_the_cache_is_where_the_person_keeps_caches(environment: dict[str, str], folder: str) -> None:
    assert cache_folder(environment) == Path(folder)


def _holder(cache: Cache) -> subprocess.Popen[str]:
    """Starts a process that holds the lock, and returns once it does."""
    environment = {"PYTHONPATH": ":".join(sys.path)}
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(cache.folder)], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "locked\n"
    return holder
