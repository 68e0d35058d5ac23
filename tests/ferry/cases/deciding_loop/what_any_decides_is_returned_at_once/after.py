from app.persistence.async_layer import AsyncPersistenceLayer


class Rules:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer
        self.rules = [self.is_admin, self.is_known]

    async def is_admin(self, number: int) -> bool:
        return await self.layer.is_admin(number)

    async def is_known(self, number):
        return await self.layer.get_player_by_id(number) is not None

    async def allowed(self, number):
        # any rule will do
        for rule in self.rules:
            if await rule(number):
                return True
        return False

    async def fine(self, numbers):
        for number in numbers:
            if number and await self.is_known(number) and not (await self.is_admin(number) or number > 3):
                return False
        return True

    async def deep(self, groups):
        for group in groups:
            if group:
                for number in group:
                    if await self.is_admin(number):
                        return True
        return False

    async def none(self, groups):
        for number in groups:
            if await self.is_admin(number):
                return False
        return True

    async def taken(self, numbers):
        number = len(numbers)
        return any([await self.is_admin(number) for number in numbers])

    async def used(self, numbers):
        if any([await self.is_admin(number) for number in numbers]):
            return True
        return not all([await self.is_admin(number) for number in numbers])

    async def commented(self, numbers):
        for number in numbers:  # the admins
            if await self.is_admin(number):
                return True
        return False

    async def pair(self, table):
        for n, level in table.items():
            if await self.is_admin(n) > level:
                return True
        return False
