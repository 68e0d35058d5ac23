"""The secret that signs log-ins."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from server.app.errors import StartError
from server.app.secret import kept_secret


def test_it_is_made_once_and_kept_for_the_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "data"

    secret = kept_secret(folder)

    assert len(secret) >= 32
    assert kept_secret(folder) == secret
    [file] = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_two_folders_have_two_secrets(tmp_path: Path) -> None:
    assert kept_secret(tmp_path / "one") != kept_secret(tmp_path / "two")


def test_those_who_start_together_get_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        secrets = set(threads.map(kept_secret, [tmp_path] * 40))

    assert len(secrets) == 1


def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    kept_secret(tmp_path)
    file = tmp_path / "token-secret"
    file.chmod(0o644)

    kept_secret(tmp_path)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", ["", "short\n", "é" * 40])
def test_a_file_without_a_secret_is_an_error_that_names_it(tmp_path: Path, content: str) -> None:
    (tmp_path / "token-secret").write_text(content)

    with pytest.raises(StartError, match="token-secret"):
        kept_secret(tmp_path)


def test_a_folder_that_cannot_be_made_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(StartError, match="file"):
        kept_secret(tmp_path / "file")
