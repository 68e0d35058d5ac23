from typing import Protocol

from app.persistence.async_layer import AsyncPersistenceLayer


class Guard(Protocol):
    async def may_pass(self, player_id: int) -> bool: ...


class AdminGuard:
    def __init__(self, persistence: AsyncPersistenceLayer) -> None:
        self._persistence = persistence

    async def may_pass(self, player_id: int) -> bool:
        return await self._persistence.is_admin(player_id)


class Turnstile:
    def may_pass(self, coins: int, colour: str) -> bool:
        return coins > 1


def guards(persistence: AsyncPersistenceLayer) -> list[Guard]:
    return [AdminGuard(persistence)]


def chief(persistence: AsyncPersistenceLayer) -> Guard:
    return AdminGuard(persistence)


async def opens(guarding: list[Guard], player_id: int) -> bool:
    for guard in guarding:
        if not await guard.may_pass(player_id):
            return False
    return True


async def opens_for_chief(persistence: AsyncPersistenceLayer) -> bool:
    return await chief(persistence).may_pass(1) or Turnstile().may_pass(2, "red")
