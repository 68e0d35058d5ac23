"""When a Bazel on PATH is used."""

from pathlib import Path

import pytest

from tests.unit.tools.bazelw.conftest import Install
from tools.bazelw.errors import Unavailable
from tools.bazelw.installed import find_installed
from tools.bazelw.version import Version

WANTED = Version(7, 7, 1)


def test_a_bazel_of_the_right_version_is_used(install: Install, programs: Path, tmp_path: Path) -> None:
    bazel = install("bazel", "echo bazel 7.7.1")

    assert find_installed(WANTED, tmp_path, str(programs)) == bazel


def test_bazelisk_comes_before_bazel(install: Install, programs: Path, tmp_path: Path) -> None:
    install("bazel", "echo bazel 7.7.1")
    bazelisk = install("bazelisk", "echo bazel 7.7.1")

    assert find_installed(WANTED, tmp_path, str(programs)) == bazelisk


def test_bazelisk_is_asked_in_the_workspace(install: Install, programs: Path, tmp_path: Path) -> None:
    (tmp_path / ".bazelversion").write_text("7.7.1\n")
    bazelisk = install("bazelisk", "echo bazel $(cat .bazelversion)")

    assert find_installed(WANTED, tmp_path, f"{programs}:/usr/bin:/bin") == bazelisk


def test_another_version_is_refused_by_name(install: Install, programs: Path, tmp_path: Path) -> None:
    bazel = install("bazel", "echo bazel 8.4.2")

    with pytest.raises(Unavailable, match=f"{bazel} is 8.4.2"):
        find_installed(WANTED, tmp_path, str(programs))


def test_a_bazelisk_that_fails_leaves_the_choice_to_bazel(install: Install, programs: Path, tmp_path: Path) -> None:
    install("bazelisk", "echo could not resolve github.com >&2; exit 1")
    bazel = install("bazel", "echo bazel 7.7.1")

    assert find_installed(WANTED, tmp_path, str(programs)) == bazel


def test_a_link_to_the_launcher_itself_is_not_called(install: Install, programs: Path, tmp_path: Path) -> None:
    called = tmp_path / "called"
    launcher = install("bazelw", f"touch {called}; echo bazel 7.7.1")
    (programs / "bazel").symlink_to(launcher)

    with pytest.raises(Unavailable, match="neither bazelisk nor bazel"):
        find_installed(WANTED, tmp_path, str(programs))

    assert not called.exists()
