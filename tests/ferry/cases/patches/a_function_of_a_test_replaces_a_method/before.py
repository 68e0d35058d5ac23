from app.persistence import get_persistence


class Census:
    def size(self, kind: str) -> int:
        return get_persistence().count_players()


def size() -> int:
    return Census().size("cat")


def test_the_kind(monkeypatch):
    kinds = []

    def record(self, kind):
        kinds.append(kind)
        return 7

    monkeypatch.setattr(Census, "size", record)
    assert size() == 7
    assert kinds == ["cat"]
