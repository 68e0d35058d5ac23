from unittest.mock import Mock, patch

from app.persistence import PersistenceLayer, get_persistence


class Rooms:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def first(self, key: int) -> str:
        return self.layer.room_names()[0] if self.layer.is_admin(key) else ""


def rooms(key: int) -> str:
    layer = get_persistence()
    return layer.room_names()[0] if layer.is_admin(key) else ""


def test_first() -> None:
    layer = Mock()
    layer.room_names.return_value = ["quay"]
    layer.is_admin.return_value = True
    assert Rooms(layer).first(1) == "quay"
    layer.room_names.assert_called_once_with()


def test_told() -> None:
    layer = Mock(room_names=Mock(return_value=["quay"]))
    assert Rooms(layer).first(1) == "quay"


@patch("cases.mocks.test_a_method_that_stays_synchronous.get_persistence")
def test_patched(accessor: Mock) -> None:
    layer = accessor.return_value
    layer.room_names.return_value = ["quay"]
    assert rooms(1) == "quay"
