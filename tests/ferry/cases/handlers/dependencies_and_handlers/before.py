from fastapi import APIRouter, Depends, FastAPI

from app.persistence import PersistenceLayer, get_persistence

router = APIRouter()
app = FastAPI()


def session():
    layer = get_persistence()
    try:
        yield layer
    finally:
        layer.close()


def current(player_id: int, layer: PersistenceLayer = Depends(session)):
    return layer.get_player(player_id)


class Guard:
    def __call__(self, player_id: int, layer: PersistenceLayer = Depends(get_persistence)) -> bool:
        return layer.is_admin(player_id)


@router.get("/players/{player_id}", dependencies=[Depends(Guard())])
def show(player=Depends(current), layer: PersistenceLayer = Depends(session)) -> int:
    layer.save_player(player)
    return layer.count_players()


@app.exception_handler(ValueError)
def on_error(request, error) -> None:
    get_persistence().close()


@app.middleware("http")
async def count(request, call_next):
    get_persistence().count_players()
    return await call_next(request)
