from app.persistence.async_layer import AsyncPersistenceLayer


class Rules:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def is_admin(self, number: int) -> bool:
        return await self.layer.is_admin(number)

    async def one(self, numbers):
        for number in (numbers
            + [1, 2]):
            if (await self.is_admin(number)
                or number > 3):
                return True
        return False

    async def two(self, numbers):
        for number in (numbers
                + [1, 2]):
            if (await self.is_admin(number)
                    or number > 3):
                return True
        return False

    async def three(self, numbers):
        for number in numbers:
            if (number
                or number > 4) and not ("a"
                "b"
                if await self.is_admin(number) else
                ""):
                return False
        return True
