from typing import Protocol

from app.persistence import PersistenceLayer


class Guard(Protocol):
    def may_pass(self, player_id: int) -> bool: ...


class AdminGuard:
    def __init__(self, persistence: PersistenceLayer) -> None:
        self._persistence = persistence

    def may_pass(self, player_id: int) -> bool:
        return self._persistence.is_admin(player_id)


class Turnstile:
    def may_pass(self, coins: int, colour: str) -> bool:
        return coins > 1


def guards(persistence: PersistenceLayer) -> list[Guard]:
    return [AdminGuard(persistence)]


def chief(persistence: PersistenceLayer) -> Guard:
    return AdminGuard(persistence)


def opens(guarding: list[Guard], player_id: int) -> bool:
    return all(guard.may_pass(player_id) for guard in guarding)


def opens_for_chief(persistence: PersistenceLayer) -> bool:
    return chief(persistence).may_pass(1) or Turnstile().may_pass(2, "red")
