"""Which mirror is used, and what apt is told; a script stands in for apt."""

from io import StringIO
from pathlib import Path

import pytest

from tests.unit.tools.bazelw.conftest import Install
from tools.bazelw.debian import apt
from tools.bazelw.debian.apt import Apt, machine_mirror
from tools.bazelw.errors import Unavailable
from tools.bazelw.progress import Progress
from tools.bazelw.version import Version


@pytest.fixture(autouse=True)
def _debian(tmp_path: Path, programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Debian 12 whose apt is what the test installs."""
    keyring = tmp_path / "keyring.gpg"
    keyring.touch()
    os_release = tmp_path / "os-release"
    os_release.write_text('PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_CODENAME=bookworm\n')
    monkeypatch.setattr(apt, "_KEYRING", keyring)
    monkeypatch.setattr(apt, "_OS_RELEASE", os_release)
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")


def test_the_mirror_is_the_one_of_the_machine(install: Install) -> None:
    install(
        "apt-get",
        "echo http://security/debian-security/ bookworm-security main\n"
        "echo http://vendor/apt/ bookworm main\n"
        "echo http://mirror/debian/ bookworm contrib\n"
        "echo http://mirror/debian/ bookworm main",
    )

    assert machine_mirror() == "http://mirror/debian/"


def test_a_machine_without_a_mirror_is_told_where_to_look(install: Install) -> None:
    install("apt-get", "true")

    with pytest.raises(Unavailable, match=r"no mirror for bookworm main \(see /etc/apt/sources.list.d\)"):
        machine_mirror()


def test_another_system_than_debian_is_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apt, "_KEYRING", Path("/absent/keyring.gpg"))

    with pytest.raises(Unavailable, match="this is no Debian"):
        machine_mirror()


def test_a_mirror_that_cannot_be_reached_is_named(install: Install, tmp_path: Path) -> None:
    install("apt-get", 'echo "E: Could not connect to mirror:80" >&2; exit 100')

    with pytest.raises(Unavailable, match="the list of Debian's forky from http://mirror/debian failed: E: Could not"):
        Apt(tmp_path / "state", "http://mirror/debian", "forky", []).update()


def test_nothing_of_the_systems_own_apt_is_touched(install: Install, tmp_path: Path) -> None:
    arguments = tmp_path / "arguments"
    install("apt-get", f'printf "%s\\n" "$@" >{arguments}')
    state = tmp_path / "state"

    Apt(state, "http://mirror/debian", "forky", ["python3"]).update()

    folders = {line.split("=")[1] for line in arguments.read_text().splitlines() if line.startswith("Dir::")}
    assert folders - {"/dev/null"}
    assert all(Path(folder).is_relative_to(state) for folder in folders - {"/dev/null"})
    assert "Package: python3\nStatus: install ok installed\n" in (state / "status").read_text()


@pytest.mark.parametrize(
    ("candidate", "version"), [("7.7.1+ds-8+b1", Version(7, 7, 1)), ("(none)", None), ("4.2.3+ds-9", Version(4, 2, 3))]
)
def test_the_version_is_the_candidate(
    install: Install, tmp_path: Path, candidate: str, version: Version | None
) -> None:
    install("apt-cache", f'printf "bazel-bootstrap:\\n  Installed: (none)\\n  Candidate: {candidate}\\n"')

    assert Apt(tmp_path / "state", "http://mirror/debian", "forky", []).version("bazel-bootstrap") == version


def test_packages_are_fetched_with_progress(install: Install, tmp_path: Path) -> None:
    state = tmp_path / "state"
    install(
        "apt-get",
        "case $* in\n"
        "  *--print-uris*) echo \"'http://mirror/a.deb' a.deb 1000000 SHA256:0\" ;;\n"
        f"  *) echo deb >{state}/cache/archives/a.deb ;;\n"
        "esac",
    )
    log = StringIO()

    files = Apt(state, "http://mirror/debian", "forky", []).fetch(["a"], Progress(log))

    assert files == [state / "cache/archives/a.deb"]
    assert "1 packages: 1 of 1 MB" in log.getvalue()


def test_a_download_that_breaks_off_is_an_error(install: Install, tmp_path: Path) -> None:
    install(
        "apt-get",
        "case $* in *--print-uris*) exit 0 ;; esac\n"
        "echo 'W: no candidate is cached' >&2\n"
        "echo 'E: Failed to fetch http://mirror/a.deb  Connection reset' >&2\n"
        "echo 'E: Some files failed to download' >&2; exit 100",
    )

    with pytest.raises(
        Unavailable, match=r"fetching packages of .* failed: E: Failed to fetch http://mirror/a.deb  Connection reset$"
    ):
        Apt(tmp_path / "state", "http://mirror/debian", "forky", []).fetch(["a"], Progress(StringIO()))
