"""Listening."""

import socket
from pathlib import Path

import pytest

from server.app.errors import StartError
from server.app.server import address, listen
from server.app.settings import Settings


def _settings(**changes: object) -> Settings:
    return Settings.model_validate({"data_dir": Path("/nonexistent"), "port": 0, **changes})


def test_port_0_takes_a_free_one_and_the_address_can_be_opened() -> None:
    with listen(_settings()) as listener:
        port = listener.getsockname()[1]

        assert address(listener) == f"http://127.0.0.1:{port}/"
        socket.create_connection(("127.0.0.1", port), timeout=5).close()


def test_an_address_in_use_is_an_error_that_says_what_to_do() -> None:
    with listen(_settings()) as listener:
        port = listener.getsockname()[1]

        with pytest.raises(StartError, match=f"port {port}: Address already in use. Set FERRY_PORT"):
            listen(_settings(port=port))


def test_an_address_that_is_not_ours_is_an_error() -> None:
    with pytest.raises(StartError, match=r"192.0.2.1"):
        listen(_settings(host="192.0.2.1"))


def test_who_listens_everywhere_is_shown_an_address_that_a_browser_opens() -> None:
    with listen(_settings(host="0.0.0.0")) as listener:  # noqa: S104 - that is what is tested
        assert address(listener).startswith("http://127.0.0.1:")
