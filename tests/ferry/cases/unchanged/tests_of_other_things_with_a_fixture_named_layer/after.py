import pytest


@pytest.fixture
def layer() -> list[int]:
    return [1, 2]


def test_it_has_two(layer: list[int]) -> None:
    assert layer.count(2) == 1
