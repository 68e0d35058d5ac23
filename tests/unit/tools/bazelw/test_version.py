"""Which version numbers are read, and which Bazel may stand in for which."""

from pathlib import Path

import pytest

from tools.bazelw.errors import LauncherError
from tools.bazelw.version import Version, wanted_version


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("bazel 7.7.1", "7.7.1"),
        ("bazel 7.7.1- (@non-git)", "7.7.1"),
        ("  Candidate: 7.7.1+ds-8+b1", "7.7.1"),
        ("bazel 10.0.12\n", "10.0.12"),
    ],
)
def test_a_release_is_found_in_what_a_program_prints(text: str, version: str) -> None:
    assert str(Version.find(text)) == version


@pytest.mark.parametrize(
    "text", ["", "development version", "bazel 7.7", "bazel 7.7.1rc2", "7.0.0-pre.20230906.2", "libbazel 1.7.7.1"]
)
def test_what_is_no_release_is_no_version(text: str) -> None:
    assert Version.find(text) is None


@pytest.mark.parametrize(
    ("found", "fits"),
    [
        (Version(7, 7, 1), True),
        (Version(7, 7, 2), True),
        (Version(7, 7, 0), False),
        (Version(7, 8, 1), False),
        (Version(8, 7, 1), False),
    ],
)
def test_only_the_same_minor_release_and_no_older_patch_fits(found: Version, fits: bool) -> None:
    assert found.fits(Version(7, 7, 1)) is fits


def test_the_workspace_names_its_version(tmp_path: Path) -> None:
    (tmp_path / ".bazelversion").write_text("7.7.1\n")

    assert wanted_version(tmp_path) == Version(7, 7, 1)


@pytest.mark.parametrize("text", ["", "latest", "7.x", "7.7.1 # the LTS"])
def test_a_bazelversion_that_names_no_release_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / ".bazelversion").write_text(text)

    with pytest.raises(LauncherError, match="one released version"):
        wanted_version(tmp_path)


def test_a_missing_bazelversion_is_named(tmp_path: Path) -> None:
    with pytest.raises(LauncherError, match=r"\.bazelversion cannot be read: No such file"):
        wanted_version(tmp_path)
