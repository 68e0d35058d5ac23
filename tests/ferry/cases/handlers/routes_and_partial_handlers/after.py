from functools import partial

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette import routing
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse

from app.persistence.async_layer import get_async_persistence


async def raw_size(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(await get_async_persistence().count_players()))


async def named_size(name: str, request: Request) -> PlainTextResponse:
    return PlainTextResponse(f"{name}: {await get_async_persistence().count_players()}")


async def api_size(factor: int, limit: int = 3) -> int:
    return factor * min(limit, await get_async_persistence().count_players())


async def last_size() -> int:
    return await get_async_persistence().count_players()


site = Starlette(routes=[routing.Route("/raw", raw_size), routing.Route("/named", endpoint=partial(named_size, "all"))])
router = APIRouter()
router.add_api_route("/api", partial(api_size, 2))
router.routes.append(APIRoute("/last", last_size))
