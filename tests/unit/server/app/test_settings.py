"""Settings by environment."""

from pathlib import Path

import pytest

from server.app.errors import SettingsError
from server.app.settings import read_settings


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "DATA_DIR", "HOST", "PORT", "TOKEN_SECRET", "TOKEN_HOURS", "LOG_FORMAT", "LOG_LEVEL"):
        monkeypatch.delenv(f"FERRY_{name}", raising=False)
    monkeypatch.delenv("BUILD_WORKING_DIRECTORY", raising=False)


def test_without_any_the_server_has_a_database_of_its_own_on_this_machine_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/data")

    settings = read_settings()

    assert settings.database_url is None
    assert settings.data_dir == Path("/data/ferry")
    assert (settings.host, settings.port) == ("127.0.0.1", 8765)


def test_a_folder_is_where_it_was_typed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`bazel run` starts the server in a folder that it makes anew each time: what is kept there is lost."""
    monkeypatch.setenv("FERRY_DATA_DIR", "mine")
    monkeypatch.chdir(tmp_path)
    assert read_settings().data_dir == tmp_path / "mine"

    monkeypatch.setenv("BUILD_WORKING_DIRECTORY", "/typed/here")
    assert read_settings().data_dir == Path("/typed/here/mine")


def test_a_folder_may_begin_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ada")
    monkeypatch.setenv("FERRY_DATA_DIR", "~/game")
    assert read_settings().data_dir == Path("/home/ada/game")

    monkeypatch.setenv("FERRY_DATA_DIR", "~nobody-of-that-name/game")
    with pytest.raises(SettingsError, match="FERRY_DATA_DIR"):
        read_settings()


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FERRY_DATABASE_URL", "")

    assert read_settings().database_url is None


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("PORT", "http", "valid integer"),
        ("PORT", "70000", "less than or equal to 65535"),
        ("DATABASE_URL", "mysql://root:hunter2@db", "postgresql"),
        ("DATABASE_URL", "postgresql+asyncpg://root:hunter2@db:port/ferry", "host:port/database"),
        ("TOKEN_SECRET", "hunter2", "at least 32"),
        ("TOKEN_SECRET", "hunter2\udcff" * 10, "not in UTF-8"),
        ("TOKEN_HOURS", "0", "greater than 0"),
        ("LOG_FORMAT", "xml", "'human' or 'json'"),
    ],
)
def test_a_variable_that_cannot_be_used_is_named_with_the_reason_and_without_its_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, reason: str
) -> None:
    monkeypatch.setenv(f"FERRY_{name}", value)

    with pytest.raises(SettingsError, match=f"FERRY_{name}: .*{reason}") as refusal:
        read_settings()

    assert "hunter2" not in str(refusal.value)


def test_all_that_is_wrong_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FERRY_PORT", "http")
    monkeypatch.setenv("FERRY_LOG_FORMAT", "xml")

    with pytest.raises(SettingsError, match=r"(?s)FERRY_PORT.*FERRY_LOG_FORMAT"):
        read_settings()


def test_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FERRY_TOKEN_SECRET", "hunter2" * 10)
    monkeypatch.setenv("FERRY_DATABASE_URL", "postgresql+asyncpg://ferry:hunter2@db/ferry")

    assert "hunter2" not in repr(read_settings())
