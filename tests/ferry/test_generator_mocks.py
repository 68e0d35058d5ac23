"""Mocks of a facade some of whose methods are generators: what tests say of these is iterated over asynchronously."""

import asyncio
import importlib
import sys
from pathlib import Path

import pytest

from tests.ferry.stores import ALONE, migrate

APP = """\
from collections.abc import Iterator
from contextlib import contextmanager


class Store:
    def load(self, key: int) -> str:
        return f"local {key}"

    def keys(self) -> Iterator[int]:
        yield from (1, 2)

    @contextmanager
    def locked(self) -> Iterator[str]:
        yield "locked"
"""
TARGET = """\
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class AsyncStore:
    async def load(self, key: int) -> str:
        return f"local {key}"

    async def keys(self) -> AsyncIterator[int]:
        yield 1
        yield 2

    @asynccontextmanager
    async def locked(self) -> AsyncIterator[str]:
        yield "locked"
"""
USE = """\
from contextlib import nullcontext
from unittest.mock import MagicMock, Mock, create_autospec
from app import Store


def shown(store: Store) -> list[str]:
    return [store.load(key) for key in store.keys()]


def first(store: Store) -> str:
    with store.locked() as text:
        return text


def test():
    store = MagicMock()
    store.load.side_effect = str
    {said}


class Broken(ValueError):
    pass
"""
SAID = {
    "iterator": "store.keys.return_value = iter([3])\n    assert shown(store) == ['3']",
    "list": "store.keys.return_value = [3]\n    assert shown(store) == shown(store) == ['3']",
    "nothing": "assert shown(store) == []",
    "lambda": "store.keys.side_effect = lambda: iter([3])\n    assert shown(store) == shown(store) == ['3']",
    "one_after_the_other": "store.keys.side_effect = [[3], Broken()]\n    assert shown(store) == ['3']",
    "error": (
        "store.keys.side_effect = Broken\n    try:\n        shown(store)\n    except Broken:\n        pass\n"
        "    store.keys.assert_called_once_with()"
    ),
    "replaced": (
        "store.keys = Mock(return_value=[3])\n    assert shown(store) == ['3']\n    store.keys.assert_called_once()"
    ),
    "replaced_by_a_lambda": "store.keys = lambda: [3]\n    assert shown(store) == ['3']",
    "keywords": "store = MagicMock(**{'keys.return_value': []}, load=str)\n    assert shown(store) == []",
    "configured": "store.configure_mock(**{'keys.return_value': [3]})\n    assert shown(store) == ['3']",
    "method_by_keyword": "store = Mock(keys=Mock(return_value=[]))\n    assert shown(store) == []",
    "spec": "store = create_autospec(Store)\n    store.keys.return_value = []\n    assert shown(store) == []",
    "special": "store.keys.return_value.__iter__.return_value = [3]\n    assert shown(store) == ['3']",
    "around_an_object": (
        "real = Store()\n    store = MagicMock(wraps=real)\n    assert shown(store) == ['local 1', 'local 2']"
    ),
    "entered": "store.locked.return_value.__enter__.return_value = 'x'\n    assert first(store) == 'x'",
    "entered_at_once": "store.locked.return_value = nullcontext('x')\n    assert first(store) == 'x'",
}


@pytest.mark.parametrize("said", SAID.values(), ids=SAID)
def test_what_a_test_says_of_a_generator_of_the_facade_follows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    changes = migrate(tmp_path, APP, ALONE, USE.format(said=said), TARGET)

    assert changes.blockers == []
    monkeypatch.syspath_prepend(str(tmp_path))
    for module in ("aio", "app", "use"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    asyncio.run(importlib.import_module("use").test())
    for module in ("aio", "app", "use"):
        sys.modules.pop(module, None)


@pytest.mark.parametrize(
    "told",
    [
        "keys.side_effect = str",
        "keys.return_value = (n for n in [3])",
        "locked.return_value.__enter__.return_value.keys.return_value = iter([3])",
    ],
)
def test_what_is_not_known_to_give_such_a_thing_is_held_back(tmp_path: Path, told: str) -> None:
    said = f"store.{told}\n    assert shown(store) == ['3']"

    changes = migrate(tmp_path, APP, ALONE, USE.format(said=said), TARGET)

    assert [(b.line, b.kind) for b in changes.blockers if b.kind != "held_back"] == [(18, "mock")]
    assert b"\ndef shown(store: Store)" in (changes.contents["use.py"] or b"")
