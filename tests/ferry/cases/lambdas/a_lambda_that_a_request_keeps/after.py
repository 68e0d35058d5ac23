import inspect

from app.persistence.async_layer import AsyncPersistenceLayer

MAY_ENTER = "may_enter_the_hall"


def admit(request, layer: AsyncPersistenceLayer, limit: int) -> None:
    async def is_full_again():
        return await layer.count_players() > limit

    request.state.is_full_again = is_full_again
    async def may_enter_the_hall(number):
        return (await layer.get_player_by_id(number)).level > limit

    setattr(request.state, MAY_ENTER, may_enter_the_hall)


async def enter(request, number: int) -> str:
    may_enter = getattr(request.state, MAY_ENTER, None)
    is_full = getattr(request.state, "is_full_again", lambda: False)
    if (await result if inspect.isawaitable(result := is_full()) else result):
        return "full"
    return "welcome" if may_enter is None or await may_enter(number) else "not yet"
