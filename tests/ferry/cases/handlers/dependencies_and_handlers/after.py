from fastapi import APIRouter, Depends, FastAPI

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence

router = APIRouter()
app = FastAPI()


async def session():
    layer = get_async_persistence()
    try:
        yield layer
    finally:
        await layer.close()


async def current(player_id: int, layer: AsyncPersistenceLayer = Depends(session)):
    return await layer.get_player_by_id(player_id)


class Guard:
    async def __call__(self, player_id: int, layer: AsyncPersistenceLayer = Depends(get_async_persistence)) -> bool:
        return await layer.is_admin(player_id)


@router.get("/players/{player_id}", dependencies=[Depends(Guard())])
async def show(player=Depends(current), layer: AsyncPersistenceLayer = Depends(session)) -> int:
    await layer.save_player(player)
    return await layer.count_players()


@app.exception_handler(ValueError)
async def on_error(request, error) -> None:
    await get_async_persistence().close()


@app.middleware("http")
async def count(request, call_next):
    await get_async_persistence().count_players()
    return await call_next(request)
