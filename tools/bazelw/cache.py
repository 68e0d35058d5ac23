"""The folder in which the launcher keeps each Bazel that it made, across workspaces and checkouts."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tools.bazelw.errors import LauncherError

_PROGRAM = "bazel"


def cache_folder(environment: Mapping[str, str]) -> Path:
    """Returns `$XDG_CACHE_HOME/ferry/bazel`, by default below `~/.cache`."""
    base = environment.get("XDG_CACHE_HOME", "")
    # By the specification a relative path there is to be ignored.
    root = Path(base) if base.startswith("/") else Path(environment.get("HOME") or Path.home()) / ".cache"
    return root / "ferry" / "bazel"


class Cache:
    """Entries are folders that hold a program `bazel`. An entry is whole or absent, whatever is killed when."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, key: str) -> Path | None:
        """Returns the program of the entry `key`, or None when there is no such entry."""
        program = self.folder / key / _PROGRAM
        return program if os.access(program, os.X_OK) else None

    @contextmanager
    def lock(self, on_wait: Callable[[], None]) -> Iterator[None]:
        """Admits one process of all that share this folder; calls `on_wait` once when another is inside.

        The kernel gives the lock back when its holder ends, however it ends.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            file = (self.folder / "lock").open("w")
        except OSError as error:
            raise LauncherError(
                f"{self.folder} cannot be written: {error.strerror}. Set XDG_CACHE_HOME to a folder of yours."
            ) from error
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                on_wait()
                fcntl.flock(file, fcntl.LOCK_EX)
            yield

    @contextmanager
    def publish(self, key: str) -> Iterator[Path]:
        """Gives an empty folder, and makes it the entry `key` when the block ends well. Needs the lock.

        The folder is renamed only then: what is written into it has to name paths by `entry(key)`.
        """
        build = self.folder / f"{key}.new"
        shutil.rmtree(build, ignore_errors=True)
        build.mkdir(parents=True)
        try:
            yield build
            shutil.rmtree(self.entry(key), ignore_errors=True)
            build.rename(self.entry(key))
        finally:
            shutil.rmtree(build, ignore_errors=True)

    def entry(self, key: str) -> Path:
        """Returns where the entry `key` is, or will be."""
        return self.folder / key

    def withdraw(self, key: str) -> None:
        """Removes the entry `key`, which turned out not to work."""
        shutil.rmtree(self.entry(key), ignore_errors=True)
