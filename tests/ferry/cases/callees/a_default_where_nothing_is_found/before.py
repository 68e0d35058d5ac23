from app.persistence import get_persistence


def is_guard(player_id: int) -> bool:
    return get_persistence().is_admin(player_id)


CHECKS = {"guard": is_guard}


class Guards:
    def guards_door(self, player_id: int) -> bool:
        return is_guard(player_id)


class Wall:
    pass


def check(name: str, player_id: int) -> bool:
    return bool(CHECKS.get(name, lambda player_id: False)(player_id))


def is_guarded(place: Guards | Wall, player_id: int) -> bool:
    return bool(getattr(place, "guards_door", lambda player_id: False)(player_id))
