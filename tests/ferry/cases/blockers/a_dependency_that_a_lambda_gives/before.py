# blockers: import_time, held_back
from fastapi import APIRouter, Depends

from app.persistence import PersistenceLayer, get_persistence

router = APIRouter()
KEPT_HERE = get_persistence()
SIZE = KEPT_HERE.count_players()


@router.get("/size")
def size(layer: PersistenceLayer = Depends(lambda: KEPT_HERE)) -> int:
    return layer.count_players()
