import pytest

from app.persistence import PersistenceLayer


def test_nobody_is_no_player() -> None:
    with pytest.raises(AttributeError):
        PersistenceLayer("memory").get_player(7).name
