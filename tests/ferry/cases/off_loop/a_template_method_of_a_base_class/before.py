# blockers: property, held_back
from fastapi import APIRouter

from app.persistence import PersistenceLayer, get_persistence

router = APIRouter()


class Held:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    @property
    def size(self) -> int:
        return self.layer.count_players()

    def shown(self) -> str:
        return self.layer.get_player(1).name


class Base:
    def body(self) -> str:
        raise NotImplementedError

    def render(self) -> str:
        return f"<{self.body()}>"


class Page(Base):
    def body(self) -> str:
        return Held(get_persistence()).shown()


class Empty(Base):
    def body(self) -> str:
        return ""


@router.get("/")
def page() -> str:
    return f"{get_persistence().count_players()} {Page().render()}"
