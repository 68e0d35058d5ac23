"""Which source gives the Bazel, what is kept, and what a person is told when none does."""

import errno
import time
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path

import pytest

from tests.unit.tools.bazelw.conftest import Install
from tools.bazelw.errors import LauncherError, Unavailable
from tools.bazelw.main import find_bazel
from tools.bazelw.progress import Progress
from tools.bazelw.version import Version

WANTED = Version(7, 7, 1)


class FakeSource:
    """Makes a program that prints `answer`, or says why not."""

    def __init__(
        self,
        name: str,
        answer: str = "bazel 7.7.1",
        unavailable: str = "",
        error: OSError | None = None,
        seconds: float = 0,
    ) -> None:
        self.name = name
        self.key = f"bazel-{name}"
        self.made = 0
        self._answer = answer
        self._error = Unavailable(unavailable) if unavailable else error
        self._seconds = seconds

    def make(self, build: Path, entry: Path, progress: Progress) -> None:
        if self._error:
            raise self._error
        time.sleep(self._seconds)
        self.made += 1
        program = build / "bazel"
        program.write_text(f"#!/bin/sh\necho {self._answer}\n")
        program.chmod(0o755)


class Machine:
    """A workspace, a cache and a PATH."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.cache = folder / "ferry" / "bazel"
        self.log = StringIO()
        self._workspace = folder
        self._environment = {"PATH": str(programs), "XDG_CACHE_HOME": str(folder)}

    def find(self, *sources: FakeSource) -> Path:
        return find_bazel(WANTED, self._workspace, sources, self._environment, Progress(self.log))


@pytest.fixture
def machine(tmp_path: Path, programs: Path) -> Machine:
    return Machine(tmp_path, programs)


def test_what_is_installed_comes_first(machine: Machine, install: Install) -> None:
    bazel = install("bazel", "echo bazel 7.7.1")
    source = FakeSource("GitHub")

    assert machine.find(source) == bazel
    assert source.made == 0
    assert machine.log.getvalue() == ""


def test_the_first_source_that_can_makes_it(machine: Machine) -> None:
    github, debian = FakeSource("GitHub", unavailable="no route to host"), FakeSource("Debian")

    assert machine.find(github, debian) == machine.cache / "bazel-Debian" / "bazel"
    assert "not from GitHub: no route to host" in machine.log.getvalue()


def test_it_is_made_once(machine: Machine) -> None:
    github, debian = FakeSource("GitHub", unavailable="no route to host"), FakeSource("Debian")

    first = machine.find(github, debian)
    again = machine.find(github, debian)

    assert again == first
    assert debian.made == 1


def test_two_that_look_for_it_at_the_same_time_make_it_once(machine: Machine) -> None:
    source = FakeSource("Debian", seconds=0.2)

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda _: machine.find(source), range(2)))

    assert found == [machine.cache / "bazel-Debian" / "bazel"] * 2
    assert source.made == 1
    assert "waiting for another bazelw" in machine.log.getvalue()


def test_a_disk_that_is_full_is_a_reason_like_others(machine: Machine) -> None:
    full = FakeSource("GitHub", error=OSError(errno.ENOSPC, "No space left on device"))

    with pytest.raises(LauncherError, match=r"GitHub: .*No space left on device"):
        machine.find(full)


@pytest.mark.parametrize("answer", ["bazel 7.6.0", "'FATAL: kernel too old'; exit 1", ""])
def test_what_does_not_run_as_the_right_version_is_not_kept(machine: Machine, answer: str) -> None:
    github, debian = FakeSource("GitHub", answer), FakeSource("Debian")

    assert machine.find(github, debian) == machine.cache / "bazel-Debian" / "bazel"
    assert not (machine.cache / "bazel-GitHub").exists()


def test_without_any_source_the_error_names_every_reason_and_what_to_do(machine: Machine, install: Install) -> None:
    bazel = install("bazel", "echo bazel 8.4.2")
    github = FakeSource("GitHub", unavailable="timed out")
    debian = FakeSource("Debian", unavailable="apt-get is not on this machine")

    with pytest.raises(LauncherError) as raised:
        machine.find(github, debian)

    assert str(raised.value).splitlines()[:5] == [
        "there is no Bazel 7.7.1 for this machine.",
        f"  PATH: {bazel} is 8.4.2",
        "  GitHub: timed out",
        "  Debian: apt-get is not on this machine",
        "One of these is enough:",
    ]
    assert "install bazelisk" in str(raised.value)
