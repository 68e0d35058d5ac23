from app.persistence import get_persistence


class Admins:
    def allows_list(self, player_id: int) -> bool:
        return get_persistence().is_admin(player_id)


class Nobody:
    def allows_list(self, player_id: int) -> bool:
        return False


GUARDS = {"admins": Admins, "nobody": Nobody}


def guard_of(name: str):
    return GUARDS[name]()


def either(name: str) -> "Admins | Nobody":
    return GUARDS[name]()


def count_guards(name: str) -> tuple[int, bool, bool, bool]:
    found = 0
    for guard in (Admins(), Nobody()):
        if guard.allows_list(2):
            found += 1
    guards = [Admins(), Nobody()]
    return (
        found,
        any(guard.allows_list(1) for guard in guards),
        guard_of(name).allows_list(2),
        either(name).allows_list(2),
    )
