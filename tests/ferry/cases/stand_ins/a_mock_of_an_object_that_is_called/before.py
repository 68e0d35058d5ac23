from dataclasses import dataclass
from typing import Callable, Dict
from unittest.mock import Mock, patch

from app.persistence import get_persistence


@dataclass(frozen=True)
class Command:
    func: Callable[[int], str]
    admin: bool = False

    def __call__(self, key: int) -> str:
        return self.func(key)

    def title(self) -> str:
        return self.func.__name__


COMMANDS: Dict[str, Command] = {}


def command(func: Callable[[int], str]) -> Callable[[int], str]:
    COMMANDS[func.__name__] = Command(func)
    return func


@command
def look(key: int) -> str:
    return f"{get_persistence().get_player(key)}"


def dispatch(name: str, key: int) -> str:
    entry = COMMANDS.get(name)
    if entry is None or entry.admin:
        return ""
    return entry(key)


def test_a_command_of_its_own(monkeypatch) -> None:
    entry = Mock(admin=False, return_value="hi")
    monkeypatch.setitem(COMMANDS, "hi", entry)
    assert dispatch("hi", 1) == "hi"
    entry.assert_called_once_with(1)


def test_a_command_in_the_call() -> None:
    with patch.dict(COMMANDS, {"hi": Mock(return_value="hi", admin=False)}):
        assert dispatch("hi", 1) == "hi"


def test_a_command_that_tells_its_title(monkeypatch) -> None:
    entry = Mock(admin=False)
    entry.title.return_value = "t"
    monkeypatch.setitem(COMMANDS, "hi", entry)
    assert COMMANDS["hi"].title() == "t"


class Clean:
    def __call__(self, key: int) -> str:
        return f"{get_persistence().get_player(key)}"


class Desk:
    def __init__(self) -> None:
        self._after = Clean()

    def close(self, key: int) -> str:
        return self._after(key)


def test_a_patch_of_an_object_that_is_called() -> None:
    desk = Desk()
    with patch.object(desk, "_after") as after:
        desk.close(1)
    after.assert_called_once_with(1)


def test_a_patch_that_tells_what_it_gives() -> None:
    desk = Desk()
    with patch.object(desk, "_after", return_value="x"):
        assert desk.close(1) == "x"
