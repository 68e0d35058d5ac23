from app.persistence import PersistenceLayer


def test_the_count_is_a_number() -> None:
    layer = PersistenceLayer("memory")

    assert layer.count_players() == 0
