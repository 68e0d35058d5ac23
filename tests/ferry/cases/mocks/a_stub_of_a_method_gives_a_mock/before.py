from unittest.mock import MagicMock

from app.persistence import PersistenceLayer


class Census:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layers = {"main": layer}

    def layer_of(self, name):
        return self.layers[name]

    def close(self, name):
        self.layer_of(name).close()


def test_a_lambda_gives_it():
    layer = MagicMock()
    census = Census(None)
    census.layer_of = lambda name: layer if name == "main" else None
    census.close("main")
    layer.close.assert_called_once_with()


def test_a_mock_gives_it():
    layer = MagicMock()
    census = Census(None)
    census.layer_of = MagicMock(return_value=layer)
    census.close("main")
    layer.close.assert_called_once_with()
