# blockers: heir, held_back
import pytest

from app.persistence import PersistenceLayer, get_persistence


class FakeLayer(PersistenceLayer):
    def get_player(self, key):
        return "fake"


class Label:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def name(self) -> str:
        return str(self.layer.get_player(1))


@pytest.mark.parametrize(("layer", "number"), [(FakeLayer(), 1), pytest.param(get_persistence(), 2, id="real")])
def test_name(layer, number) -> None:
    assert Label(layer).name()


class Sign:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def name(self) -> str:
        return str(self.layer.get_player(1))


LAYERS = [FakeLayer(), get_persistence()]


@pytest.mark.parametrize("layer", LAYERS)
def test_sign(layer) -> None:
    assert Sign(layer).name()


class Seal:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def name(self) -> str:
        return str(self.layer.get_player(1))


@pytest.fixture(params=[FakeLayer(), get_persistence()])
def each(request):
    return request.param


def test_seal(each) -> None:
    assert Seal(each).name()
