from functools import partial

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette import routing
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse

from app.persistence import get_persistence


def raw_size(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(get_persistence().count_players()))


def named_size(name: str, request: Request) -> PlainTextResponse:
    return PlainTextResponse(f"{name}: {get_persistence().count_players()}")


def api_size(factor: int, limit: int = 3) -> int:
    return factor * min(limit, get_persistence().count_players())


def last_size() -> int:
    return get_persistence().count_players()


site = Starlette(routes=[routing.Route("/raw", raw_size), routing.Route("/named", endpoint=partial(named_size, "all"))])
router = APIRouter()
router.add_api_route("/api", partial(api_size, 2))
router.routes.append(APIRoute("/last", last_size))
