import asyncio

from app.persistence.async_layer import AsyncPersistenceLayer


class Registry:
    layer: AsyncPersistenceLayer


REGISTRY = Registry()


def fill_registry() -> None:
    REGISTRY.layer = AsyncPersistenceLayer("memory")


def set_up_program() -> None:
    fill_registry()


async def show_registry() -> None:
    print(await REGISTRY.layer.count_players())


if __name__ == "__main__":
    print("begin")

    async def main() -> None:
        set_up_program()
        await show_registry()

    asyncio.run(main())
    print("end")
