"""Logs."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from server.app.logs import configure_logs


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


def test_json_has_one_object_a_line_with_level_time_and_facts(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("json", "info")

    structlog.get_logger("ferry").info("a player enters", character="Ada")
    logging.getLogger("uvicorn.error").warning("of a library: %s", "here")

    first, second = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert first["event"] == "a player enters"
    assert (first["level"], first["character"], first["logger"]) == ("info", "Ada", "ferry")
    assert first["timestamp"].endswith("Z")
    assert (second["event"], second["level"]) == ("of a library: here", "warning")


@pytest.mark.parametrize("log_format", ["human", "json"])
def test_secrets_are_hidden(capsys: pytest.CaptureFixture[str], log_format: str) -> None:
    configure_logs("json" if log_format == "json" else "human", "info")

    structlog.get_logger().info("log in", username="ada", password="hunter2", Authorization="Bearer hunter2")
    logging.getLogger("library").warning("with extra", extra={"access_token": "hunter2"})

    logged = capsys.readouterr().err
    assert "ada" in logged
    assert "hunter2" not in logged


def test_an_exception_is_logged_with_where_it_happened(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("json", "info")

    try:
        _ = 1 // 0
    except ZeroDivisionError:
        structlog.get_logger().exception("failed")

    [entry] = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert entry["exception"][0]["exc_type"] == "ZeroDivisionError"


@pytest.mark.parametrize("log_format", ["human", "json"])
def test_an_exception_is_logged_without_the_local_variables(
    capsys: pytest.CaptureFixture[str], log_format: str
) -> None:
    configure_logs("json" if log_format == "json" else "human", "info")

    held = "hunter" + "2"
    try:
        _ = 1 // (len(held) - 7)
    except ZeroDivisionError:
        structlog.get_logger().exception("failed")

    logged = capsys.readouterr().err
    assert "ZeroDivisionError" in logged
    assert "hunter2" not in logged


def test_what_is_below_the_level_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("human", "warning")

    structlog.get_logger("ferry").info("not this")
    structlog.get_logger("ferry").warning("but this")

    assert "not this" not in (logged := capsys.readouterr().err)
    assert "but this" in logged
