from app.persistence import get_persistence


def size() -> int:
    named = dict(layer_here=get_persistence(), number=1)
    return named["layer_here"].count_players()


def test_size() -> None:
    assert size() == 0
