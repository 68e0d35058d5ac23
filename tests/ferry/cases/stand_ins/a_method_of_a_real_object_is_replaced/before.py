from unittest.mock import Mock, patch

from app.persistence import PersistenceLayer


class Census:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def size(self) -> int:
        return self.layer.count_players()

    def text(self) -> str:
        return f"{self.size()} players"


def test_by_assignment():
    census = Census(PersistenceLayer("memory"))
    census.size = Mock(return_value=4)
    assert census.text() == "4 players"
    census.size.assert_called_once_with()


def test_by_patching_the_object():
    census = Census(PersistenceLayer("memory"))
    with patch.object(census, "size", return_value=4) as size:
        assert census.text() == "4 players"
    size.assert_called_once_with()


@patch.object(Census, "size")
def test_by_patching_the_class(size):
    size.return_value = 4
    assert Census(PersistenceLayer("memory")).text() == "4 players"
    size.assert_called_once_with()


def test_by_monkeypatching_the_class(monkeypatch):
    monkeypatch.setattr(Census, "size", lambda self: 4)
    assert Census(PersistenceLayer("memory")).text() == "4 players"
