from app.persistence import PersistenceLayer

MAY_ENTER = "may_enter_the_hall"


def admit(request, layer: PersistenceLayer, limit: int) -> None:
    request.state.is_full_again = lambda: layer.count_players() > limit
    setattr(request.state, MAY_ENTER, lambda number: layer.get_player(number).level > limit)


def enter(request, number: int) -> str:
    may_enter = getattr(request.state, MAY_ENTER, None)
    is_full = getattr(request.state, "is_full_again", lambda: False)
    if is_full():
        return "full"
    return "welcome" if may_enter is None or may_enter(number) else "not yet"
