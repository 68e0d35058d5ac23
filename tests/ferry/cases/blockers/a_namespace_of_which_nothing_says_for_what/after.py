# blockers: mock, held_back
from types import SimpleNamespace

from app.persistence import get_persistence


class Poll:
    def sum_of(self):
        return get_persistence().count_players()


def poll():
    return Poll()


def poll_text():
    return f"{poll().sum_of()} players"


def test_object(monkeypatch):
    fake = SimpleNamespace(sum_of=lambda: 4)
    monkeypatch.setattr(__import__("sys").modules[__name__], "poll", lambda: fake)
    assert poll_text() == "4 players"
