import pytest

from app.persistence import PersistenceLayer, get_persistence


def count(layer: PersistenceLayer) -> int:
    return layer.count_players()


def doubled(layer: PersistenceLayer) -> int:
    return 2 * layer.count_players()


each_measure = pytest.mark.parametrize("measure", [count, doubled])


@each_measure
def test_nobody_is_counted(measure) -> None:
    assert measure(get_persistence()) == 0
