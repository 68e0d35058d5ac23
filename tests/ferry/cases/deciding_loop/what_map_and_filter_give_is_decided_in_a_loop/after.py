from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


class Rules:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def is_admin(self, number: int) -> bool:
        return await self.layer.is_admin(number)

    async def has_admin(self) -> bool:
        for item in await self.layer.list_players():  # the first will do
            if await self.layer.is_admin(item):
                return True
        return False

    async def are_admins(self, numbers):
        for item in numbers:
            if not await self.is_admin(item):
                return False
        return True

    async def has_other(self, numbers):
        for item in numbers:
            if await self.is_admin(item) and item:
                return True
        return False

    async def are_true(self, numbers):
        for item in numbers:
            if await self.is_admin(item) and not item:
                return False
        return True

    async def higher(self, numbers):
        for number in numbers:
            if await self.is_admin(number) or number > 3:
                return True
        return False

    async def only_higher(self, numbers):
        for number in numbers:
            if not (number > 3 and await self.is_admin(number)):
                return False
        return True

    async def named(self, item):
        for item_ in [item]:
            if await self.is_admin(item_):
                return True
        return False

    async def taken(self, numbers):
        number = len(numbers)
        return any([await self.is_admin(number) for number in [number]])

    async def used(self, numbers):
        return not any([await self.is_admin(item) for item in numbers])

    async def collected(self, numbers):
        return any([await self.is_admin(item) for item in numbers])

    async def inside(self, groups):
        async for n in (await self.is_admin(item) for item in groups):
            if n:
                return True
        return False

    async def asked_once(self, numbers):
        for take in [get_async_persistence().is_admin]:
            for item in numbers:
                if not await take(item):
                    return False
        return True
