from typing import overload

from app.persistence import get_persistence


@overload
def allowed(key: int) -> bool: ...
@overload
def allowed(key: str) -> bool: ...
def allowed(key: int | str) -> bool:
    return get_persistence().is_admin(int(key))


class Register:
    @overload
    def size(self) -> int: ...
    @overload
    def size(self, unit: str) -> str: ...
    def size(self, unit: str = "") -> int | str:
        count = get_persistence().count_players()
        return f"{count} {unit}" if unit else count


def role(key: int) -> str:
    return "admin" if allowed(key) else "user"


def title(register: Register) -> str:
    return register.size("players")
