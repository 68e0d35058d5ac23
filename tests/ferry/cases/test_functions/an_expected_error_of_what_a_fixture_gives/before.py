import pytest

from app.persistence import get_persistence


@pytest.fixture
def share():
    def inner(number: int) -> float:
        return get_persistence().count_players() / number

    return inner


def test_nobody_gets_no_share(share) -> None:
    assert share(1) >= 0
    pytest.raises(ZeroDivisionError, share, 0)
