from dataclasses import dataclass, field

from app.persistence.layer import PersistenceLayer, get_persistence


@dataclass(frozen=True)
class FrozenDesk:
    clerk: str = "clerk"
    files: PersistenceLayer = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "files", get_persistence())


def frozen_desk_name(desk: FrozenDesk, player_id: int) -> str:
    return desk.files.get_player(player_id).name
