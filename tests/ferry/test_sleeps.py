"""`time.sleep` in a function that becomes async: where it is left as it is."""

from pathlib import Path

import pytest

from tests.ferry.stores import ALONE, APP, migrate

USE = """\
import threading
import time
from time import sleep

from app import Store

LOCK = threading.Lock()


class Clock:
    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


def wait(store: Store, clock: Clock, seconds: list[float]) -> str:
    def later() -> None:
        sleep(0.1)

    later()
    clock.sleep(0.2)
    with LOCK:
        sleep(0.3)
    sleep(*seconds)
    return store.load(1) if time.sleep(0.4) is None else ""
"""
POLLING = """\
import time

from app import Store


def wait(store: Store) -> str:
    while not store.load(1):
        time.sleep(1)
    return "there"
"""
PATCHES = [
    '@patch("use.time.sleep")\ndef test_wait(sleep):\n    pass\n',
    'def test_wait(monkeypatch):\n    monkeypatch.setattr(time, "sleep", print)\n',
    'def test_wait(mocker):\n    mocker.patch.object(\n        use, "time"\n    )\n',
    "def test_wait():\n    time.sleep = print\n",
]


def test_a_sleep_that_no_coroutine_can_await_or_that_holds_a_lock_stays(tmp_path: Path) -> None:
    migrate(tmp_path, APP, ALONE, USE)

    text = (tmp_path / "use.py").read_text(encoding="utf-8")
    assert "async def wait(" in text
    assert text.partition("    def later()")[2] == USE.partition("    def later()")[2].replace("store", "await store")


def test_one_that_polls_lets_the_loop_go_on(tmp_path: Path) -> None:
    migrate(tmp_path, APP, ALONE, POLLING)

    assert "        await asyncio.sleep(1)\n" in (tmp_path / "use.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("test", PATCHES)
def test_what_a_test_replaces_stays(tmp_path: Path, test: str) -> None:
    (tmp_path / "test_use.py").write_text(f"import time\nfrom unittest.mock import patch\n\n{test}", encoding="utf-8")

    migrate(tmp_path, APP, ALONE, POLLING)

    assert "        time.sleep(1)\n" in (tmp_path / "use.py").read_text(encoding="utf-8")
