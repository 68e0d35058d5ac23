"""Where the recipe is refused before it begins, and which suite it takes."""

import os
import shutil
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.unit.tools.bazelw.conftest import Install
from tools.bazelw.debian import assembly
from tools.bazelw.debian.assembly import Assembly
from tools.bazelw.errors import Unavailable
from tools.bazelw.progress import Progress
from tools.bazelw.version import Version

WANTED = Version(7, 7, 1)


@pytest.fixture(autouse=True)
def _debian(install: Install, programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An x86-64 machine with apt and dpkg, none of which can reach anything."""
    install("apt-get", "echo E: nothing can be reached >&2; exit 100")
    install("dpkg-deb", "exit 1")
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    monkeypatch.setattr(os, "uname", lambda: SimpleNamespace(sysname="Linux", machine="x86_64"))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=10**10))


def _make(entry: Path) -> None:
    Assembly(WANTED).make(entry, entry, Progress(StringIO()))


def test_another_machine_than_x86_64_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "uname", lambda: SimpleNamespace(sysname="Linux", machine="riscv64"))

    with pytest.raises(Unavailable, match="this is Linux on riscv64"):
        _make(Path("/home/ada/.cache/entry"))


@pytest.mark.parametrize("missing", ["apt-get", "dpkg-deb"])
def test_a_machine_without_debians_tools_is_refused(
    programs: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    (programs / missing).unlink()
    monkeypatch.setenv("PATH", str(programs))

    with pytest.raises(Unavailable, match=f"{missing} is not on this machine"):
        _make(Path("/home/ada/.cache/entry"))


def test_a_cache_that_the_sandbox_hides_is_refused() -> None:
    with pytest.raises(Unavailable, match=r"below /tmp.*: set XDG_CACHE_HOME"):
        _make(Path("/tmp/cache/entry"))


def test_a_full_disk_is_named_with_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=100_000_000))

    with pytest.raises(Unavailable, match=r"/home/ada/.cache has 100 MB free, 900 are needed"):
        _make(Path("/home/ada/.cache/entry"))


class FakeApt:
    """Suites with given versions."""

    versions: dict[str, Version | None]

    def __init__(self, _folder: Path, _mirror: str, suite: str, _assumed: object) -> None:
        self.suite = suite

    def update(self) -> None:
        if self.suite not in self.versions:
            raise Unavailable(f"the list of {self.suite} cannot be reached")

    def version(self, _package: str) -> Version | None:
        return self.versions[self.suite]


@pytest.mark.parametrize(
    ("versions", "suite"),
    [
        ({"forky": Version(7, 7, 1), "sid": Version(7, 7, 1)}, "forky"),
        ({"forky": Version(7, 7, 2), "sid": Version(7, 7, 3)}, "forky"),
        ({"forky": Version(7, 4, 0), "sid": Version(7, 7, 1)}, "sid"),
        ({"forky": None, "sid": Version(7, 7, 1)}, "sid"),
        ({"sid": Version(7, 7, 1)}, "sid"),
    ],
)
def test_the_first_suite_with_a_fitting_version_is_taken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, versions: dict[str, Version | None], suite: str
) -> None:
    FakeApt.versions = versions
    monkeypatch.setattr(assembly, "Apt", FakeApt)
    monkeypatch.setattr(assembly, "machine_mirror", lambda: "http://mirror/debian")

    assert Assembly(WANTED)._fitting_suite(tmp_path, Progress(StringIO())).suite == suite


def test_without_a_fitting_suite_each_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    FakeApt.versions = {"forky": Version(8, 1, 0)}
    monkeypatch.setattr(assembly, "Apt", FakeApt)
    monkeypatch.setattr(assembly, "machine_mirror", lambda: "http://mirror/debian")

    with pytest.raises(Unavailable, match=r"forky has 8.1.0; the list of sid cannot be reached"):
        Assembly(WANTED)._fitting_suite(tmp_path, Progress(StringIO()))
