from unittest.mock import MagicMock, Mock

import pytest

from app.persistence import PersistenceLayer


class Sheet:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def name(self) -> str:
        return str(self.layer.get_player(1))


LAYER = Mock(**{"get_player.return_value": "x"})


@pytest.mark.parametrize("layer", [Mock(**{"get_player.return_value": "x"}), MagicMock(**{"get_player.return_value": "x"})])
def test_one(layer) -> None:
    assert Sheet(layer).name() == "x"


@pytest.mark.parametrize(("layer", "name"), [(LAYER, "x"), pytest.param(Mock(), "y", id="y")])
def test_two(layer, name) -> None:
    layer.get_player.return_value = name
    assert Sheet(layer).name() == name
