from unittest.mock import MagicMock, patch

from app.persistence import PersistenceLayer, get_persistence


def find(number: int) -> object:
    return get_persistence().get_player(number)


def title(number: int) -> str:
    return find(number).title()


def both(layer: PersistenceLayer) -> str:
    return layer.get_player(1).title() + layer.get_player(2).lower()


def test_methods_of_what_a_patched_function_gives():
    with patch("cases.mocks.test_what_an_awaited_mock_gives.find") as find:
        find.return_value.title.return_value = "T"
        assert title(1) == "T"


@patch("cases.mocks.test_what_an_awaited_mock_gives.get_persistence")
def test_methods_of_what_the_layer_gives(get_persistence):
    get_persistence.return_value.get_player.return_value.title.return_value = "T"
    assert title(1) == "T"


def test_it_is_told_once():
    layer = MagicMock()
    # what it gives
    layer.get_player.return_value.title.return_value = "T"
    layer.get_player.return_value.lower.return_value = "l"
    assert both(layer) == "Tl"


def test_it_is_told_already():
    layer = MagicMock()
    layer.get_player.return_value = MagicMock()
    layer.get_player.return_value.title.return_value = "T"
    layer.get_player.return_value.lower.return_value = "l"
    assert both(layer) == "Tl"
