"""The checkout: where it is and which files are its own."""

import subprocess
from pathlib import Path

import pytest

from tools.workspace import own_files, workspace_root


def test_the_root_is_where_bazel_run_was_called(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BUILD_WORKSPACE_DIRECTORY", str(tmp_path))

    assert workspace_root() == tmp_path


def test_outside_bazel_the_root_is_the_current_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("BUILD_WORKSPACE_DIRECTORY", raising=False)
    monkeypatch.chdir(tmp_path)

    assert workspace_root() == tmp_path


def test_own_files_are_those_git_tracks_or_would_track(tmp_path: Path) -> None:
    for name in ("tracked.py", "new.py", "ignored.py", "deleted.py", "notes.txt"):
        (tmp_path / name).touch()
    (tmp_path / ".gitignore").write_text("ignored.py\n")
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    subprocess.run(["git", "add", "tracked.py", "deleted.py"], cwd=tmp_path, check=True)
    (tmp_path / "deleted.py").unlink()

    files = own_files(tmp_path, "*.py")

    assert files == ["new.py", "tracked.py"]


def test_a_folder_that_is_no_checkout_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        own_files(tmp_path, "*.py")
