from app.models import Player


def test_a_player_starts_at_level_one() -> None:
    assert Player(1, "Ada").level == 1
