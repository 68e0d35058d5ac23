# blockers: lambda
from app.persistence import PersistenceLayer


def admit(request, layer: PersistenceLayer) -> None:
    request.state.is_overrun_today = lambda: layer.count_players() > 1
    setattr(request.state, "is_deserted_today", lambda: layer.count_players() < 1)
    request.state.rank_of_today = lambda number: layer.get_player(number).level


def enter(request) -> str:
    if request.state.is_overrun_today() or request.state.is_deserted_today():
        return "no"
    return "yes"


def ask(state) -> bool:
    return state.is_overrun_today()


def ask_by_name(state) -> bool:
    return getattr(state, "is_deserted_today", None)()


def ranking(request, numbers: list[int]) -> list[int]:
    return sorted(numbers, key=request.state.rank_of_today)
