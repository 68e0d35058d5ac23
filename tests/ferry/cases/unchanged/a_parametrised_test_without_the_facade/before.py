import pytest


@pytest.mark.parametrize("value", [1, 2])
def test_a_value_is_positive(value: int) -> None:
    assert value > 0
