from collections.abc import AsyncIterator

from fastapi import APIRouter
from fastapi.responses import StreamingResponse
from sse_starlette.sse import EventSourceResponse

from app.persistence.async_layer import get_async_persistence

router = APIRouter()


class Lines(StreamingResponse):
    media_type = "application/x-ndjson"


async def names() -> AsyncIterator[str]:
    for player in await get_async_persistence().list_players():
        yield player.name


@router.get("/rows")
def rows() -> StreamingResponse:
    async def lines():
        async for name in names():
            yield name + "\n"

    return StreamingResponse(lines(), media_type="text/plain")


@router.get("/lines")
def lines() -> Lines:
    return Lines(content=names())


@router.get("/events")
async def events() -> EventSourceResponse:
    return EventSourceResponse(names())
