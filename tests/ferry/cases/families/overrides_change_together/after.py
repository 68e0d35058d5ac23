from app.persistence.async_layer import get_async_persistence


class Command:
    async def run(self) -> str:
        return ""


class Count(Command):
    async def run(self) -> str:
        return str(await get_async_persistence().count_players())


class Help(Command):
    async def run(self) -> str:
        return "help"


async def execute(command: Command) -> str:
    return await command.run()
