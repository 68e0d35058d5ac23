import pytest

from app.persistence import PersistenceLayer


@pytest.mark.parametrize("player_id", [0, 1])
def test_an_id_is_known(player_id: int) -> None:
    assert PersistenceLayer("memory").is_admin(player_id) in {True, False}
