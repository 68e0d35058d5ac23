def size() -> int:
    from app.persistence import get_persistence

    return get_persistence().count_players()
