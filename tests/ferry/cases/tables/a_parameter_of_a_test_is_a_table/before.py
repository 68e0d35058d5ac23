import pytest

from app.persistence import PersistenceLayer, get_persistence


def count(layer: PersistenceLayer) -> int:
    return layer.count_players()


def doubled(layer: PersistenceLayer) -> int:
    return 2 * layer.count_players()


@pytest.mark.parametrize(("measure", "expected"), [(count, 0), pytest.param(doubled, 0, id="twice")])
def test_nobody_is_counted(measure, expected) -> None:
    assert measure(get_persistence()) == expected
