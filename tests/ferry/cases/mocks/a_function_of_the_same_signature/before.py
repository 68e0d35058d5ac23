from unittest.mock import create_autospec

from app.persistence import get_persistence


def level(number: int) -> int:
    return get_persistence().is_admin(number)


def test_it_is_called():
    fake = create_autospec(level, return_value=3)
    assert fake(1) == 3
    fake.assert_called_once_with(1)
