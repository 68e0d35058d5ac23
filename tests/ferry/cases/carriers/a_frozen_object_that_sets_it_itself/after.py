from dataclasses import dataclass, field

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


@dataclass(frozen=True)
class FrozenDesk:
    clerk: str = "clerk"
    files: AsyncPersistenceLayer = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "files", get_async_persistence())


async def frozen_desk_name(desk: FrozenDesk, player_id: int) -> str:
    return (await desk.files.get_player_by_id(player_id)).name
