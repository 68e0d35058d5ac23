from collections.abc import Iterator

from fastapi import APIRouter
from fastapi.responses import StreamingResponse
from sse_starlette.sse import EventSourceResponse

from app.persistence import get_persistence

router = APIRouter()


class Lines(StreamingResponse):
    media_type = "application/x-ndjson"


def names() -> Iterator[str]:
    for player in get_persistence().list_players():
        yield player.name


@router.get("/rows")
def rows() -> StreamingResponse:
    def lines():
        for name in names():
            yield name + "\n"

    return StreamingResponse(lines(), media_type="text/plain")


@router.get("/lines")
def lines() -> Lines:
    return Lines(content=names())


@router.get("/events")
async def events() -> EventSourceResponse:
    return EventSourceResponse(names())
