from unittest.mock import MagicMock, patch

from app.persistence import PersistenceLayer, get_persistence

LAYERS: dict[str, PersistenceLayer] = {}


def layer_of(name: str) -> PersistenceLayer:
    if name not in LAYERS:
        LAYERS[name] = get_persistence()
    return LAYERS[name]


def size() -> int:
    return layer_of("main").count_players()


def test_a_patch():
    layer = MagicMock()
    layer.count_players.return_value = 3
    with patch.dict("cases.mocks.test_mocks_that_tests_put_into_a_table.LAYERS", {"main": layer}):
        assert size() == 3


def test_a_patch_by_names():
    layer = MagicMock()
    layer.count_players.return_value = 3
    with patch.dict(LAYERS, main=layer):
        assert size() == 3


def test_an_item(monkeypatch):
    layer = MagicMock()
    layer.count_players.return_value = 3
    monkeypatch.setitem(LAYERS, "main", layer)
    assert size() == 3


def test_an_assignment():
    layer = MagicMock()
    layer.count_players.return_value = 3
    LAYERS["main"] = layer
    assert size() == 3


def test_an_update():
    layer = MagicMock()
    layer.count_players.return_value = 3
    LAYERS.update({"main": layer})
    assert size() == 3
