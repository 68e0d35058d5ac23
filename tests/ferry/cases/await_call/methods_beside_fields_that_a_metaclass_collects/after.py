from app.persistence.async_layer import AsyncPersistenceLayer


class Field:
    pass


class Collecting(type):
    def __new__(mcs, name, bases, namespace):
        cls = super().__new__(mcs, name, bases, namespace)
        cls.fields = {key: field for key, field in namespace.items() if isinstance(field, Field)}
        return cls


class Record(metaclass=Collecting):
    name = Field()

    def __init__(self, persistence: AsyncPersistenceLayer) -> None:
        self._persistence = persistence

    async def is_open(self, player_id: int) -> bool:
        return await self._persistence.is_admin(player_id)

    def values(self) -> dict[str, object]:
        return {key: value for key, value in vars(self).items() if not key.startswith("_")}


async def show(record: Record) -> str:
    return "open" if await record.is_open(1) else "shut"
