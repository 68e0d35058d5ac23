"""What tests read of the calls that a mock of the facade has recorded, where the target renames a method."""

import asyncio
import importlib
import sys
from pathlib import Path

import pytest

from tests.ferry.stores import ALONE, migrate

CONFIG = ALONE + '[methods]\nget = "get_item"\n'
APP = """\
class Store:
    def get(self, key: int) -> str:
        return f"local {key}"

    def size(self) -> int:
        return 3
"""
TARGET = """\
class AsyncStore:
    async def get_item(self, key: int) -> str:
        return f"local {key}"

    async def size(self) -> int:
        return 3
"""
USE = """\
from unittest.mock import Mock, call
from app import Store


def show(store: Store, key: int) -> str:
    return store.get(key)


def sized(store: Store) -> int:
    return store.size()


ONCE = [call.get(3)]
NAMES = ["get"]


def names(mock: Mock) -> list[str]:
    return [one[0] for one in mock.method_calls]


def test():
    store, other = Mock(), Mock()
    store.get.return_value = "x"
    {attached}
    show(store, 3)
    {asked}
"""
FOLLOWED = {
    "directly": ("pass", "assert store.mock_calls == [call.get(3)]"),
    "variable": ("expected = [call.get(3)]", "assert store.mock_calls == expected"),
    "variable of the module": ("pass", "assert store.method_calls == ONCE"),
    "records in a variable": ("pass", "calls = store.mock_calls\n    assert calls == [call.get(3)]"),
    "one in a variable": ("pass", "first = store.mock_calls[0]\n    assert first == call.get(3)"),
    "one after the other": ("pass", "for one in store.mock_calls:\n        assert one == call.get(3)"),
    "attached": ('other.attach_mock(store, "store")', "assert other.mock_calls == [call.store.get(3)]"),
    "attached and expected": (
        'expected = [call.store.get(3)]\n    other.attach_mock(store, "store")',
        "other.assert_has_calls(expected)",
    ),
    "argument": ("pass", 'assert store.mock_calls[0].args == (3,) != ("get",)'),
}
READ = {
    "names": "assert [name for name, args, kwargs in store.method_calls] == ['get']",
    "first name": "assert store.method_calls[0][0] == 'get'",
    "names in a variable": "assert [one[0] for one in store.mock_calls] == NAMES",
    "tuple": "assert store.mock_calls == [('get', (3,), {})]",
    "as it is shown": "assert str(store.mock_calls[0]) == 'call.get(3)'",
    "helper": "assert names(store) == ['get']",
}


@pytest.mark.parametrize(("attached", "asked"), FOLLOWED.values(), ids=FOLLOWED)
def test_what_recorded_calls_are_compared_with_follows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, attached: str, asked: str
) -> None:
    changes = migrate(tmp_path, APP, CONFIG, USE.format(attached=attached, asked=asked), TARGET)

    assert changes.blockers == []
    monkeypatch.syspath_prepend(str(tmp_path))
    for module in ("aio", "app", "use"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    asyncio.run(importlib.import_module("use").test())
    for module in ("aio", "app", "use"):
        sys.modules.pop(module, None)


@pytest.mark.parametrize("asked", READ.values(), ids=READ)
def test_what_reads_names_of_recorded_calls_as_text_is_held_back(tmp_path: Path, asked: str) -> None:
    changes = migrate(tmp_path, APP, CONFIG, USE.format(attached="pass", asked=asked), TARGET)

    assert [b.kind for b in changes.blockers if b.kind != "held_back"] == ["mock"]
    assert b"\ndef show(store: Store, key: int)" in (changes.contents["use.py"] or b"")


def test_names_that_stay_may_be_read_as_text(tmp_path: Path) -> None:
    asked = "store.reset_mock()\n    sized(store)\n    assert store.method_calls[0][0] == 'size'"

    changes = migrate(tmp_path, APP, CONFIG, USE.format(attached="pass", asked=asked), TARGET)

    assert changes.blockers == []
