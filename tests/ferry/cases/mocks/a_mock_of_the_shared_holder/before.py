from types import SimpleNamespace
from unittest.mock import MagicMock, patch

from app.container import ApplicationContainer
from app.persistence import PersistenceLayer

_container = ApplicationContainer()


def get_container() -> ApplicationContainer:
    return _container


def total() -> int:
    return get_container().persistence.count_players()


class Who:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def who(self, key: int) -> str:
        return self.layer.get_player(key).name


def test_total() -> None:
    container = MagicMock()
    container.persistence.count_players.return_value = 3
    with patch("cases.mocks.test_a_mock_of_the_shared_holder.get_container", return_value=container):
        assert total() == 3
    container.persistence.count_players.assert_called_once()


def test_who() -> None:
    container = MagicMock()
    container.persistence.get_player.return_value.name = "zed"
    assert Who(container.persistence).who(3) == "zed"
    container.persistence.get_player.assert_called_with(3)


@patch("cases.mocks.test_a_mock_of_the_shared_holder.get_container")
def test_patched(container: MagicMock) -> None:
    container.return_value.persistence.count_players.return_value = 3
    assert total() == 3


def test_told() -> None:
    container = MagicMock()
    layer = MagicMock()
    container.persistence = layer
    layer.count_players.return_value = 3
    with patch("cases.mocks.test_a_mock_of_the_shared_holder.get_container", return_value=container):
        assert total() == 3


def test_told_at_once() -> None:
    layer = MagicMock()
    layer.count_players.return_value = 3
    container = MagicMock(persistence=layer)
    with patch("cases.mocks.test_a_mock_of_the_shared_holder.get_container", return_value=container):
        assert total() == 3


def test_of_a_namespace() -> None:
    layer = MagicMock(spec=PersistenceLayer)
    container = SimpleNamespace(persistence=layer)
    with patch("cases.mocks.test_a_mock_of_the_shared_holder.get_container", return_value=container):
        assert total()


def test_in_the_real_one() -> None:
    container = ApplicationContainer()
    container.persistence = MagicMock()
    with patch("cases.mocks.test_a_mock_of_the_shared_holder.get_container", return_value=container):
        assert total()
