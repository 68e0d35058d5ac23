import pytest

from app.persistence import get_persistence

pytestmark = pytest.mark.filterwarnings("error::DeprecationWarning")


def test_it_counts() -> None:
    assert get_persistence().count_players() == 0
