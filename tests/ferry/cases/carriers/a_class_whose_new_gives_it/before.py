from app.persistence import get_persistence


class Shared:
    def __new__(cls):
        return get_persistence()


class Named(Shared):
    pass


kept = Named()


def sizes() -> list[int]:
    shared = Shared()
    return [shared.count_players(), kept.count_players(), *[one.count_players() for one in (Shared(), Named())]]
