from app.persistence.async_layer import get_async_persistence


class Hooks:
    def __init__(self) -> None:
        self.checks = []

    def check(self, function):
        self.checks.append(function)
        return function

    async def run_checks(self, key: int) -> str:
        for function in self.checks:
            if not await function(key):
                return "denied"
        return "ok"


hooks = Hooks()


@hooks.check
async def is_keeper(key: int) -> bool:
    return await get_async_persistence().is_admin(key)


async def enter() -> str:
    return await hooks.run_checks(2)
