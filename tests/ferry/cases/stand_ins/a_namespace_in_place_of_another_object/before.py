from types import SimpleNamespace

from app.persistence import get_persistence


class Census:
    def counted(self):
        return get_persistence().count_players()


def census():
    return Census()


def census_text():
    return f"{census().counted()} players"


def test_text(monkeypatch):
    monkeypatch.setattr(f"{__name__}.census", lambda: SimpleNamespace(counted=lambda: 3))
    assert census_text() == "3 players"


def test_color():
    assert SimpleNamespace(counted=lambda: 3).counted() == 3
