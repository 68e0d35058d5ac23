"""Puts the ASGI application together."""

from collections.abc import Callable
from typing import cast

import structlog
from fastapi import FastAPI
from starlette.websockets import WebSocket

from server.api import accounts, characters, health, sessions
from server.api.problems import add_problem_handlers, document_problems
from server.app.body_limit import BodyLimit
from server.app.headers import SecurityHeaders
from server.app.lifespan import lifespan
from server.app.settings import Settings, read_settings
from server.container import ApplicationContainer
from server.web import create_router as create_page_router


def create_app(settings: Settings | None = None, progress: Callable[[str], None] | None = None) -> FastAPI:
    """The application, still closed: its lifespan opens the database and all parts (see `server.app.lifespan`).

    Args:
        settings: Those of the environment when None.
        progress: Told each long step of the start; the log when None.

    Raises:
        SettingsError: The environment's settings cannot be used.
    """
    chosen = settings or read_settings()
    tell = progress or structlog.get_logger(__name__).info
    app = FastAPI(
        title="Ferry",
        description="A multiplayer text game.",
        lifespan=lambda app: lifespan(app, chosen, tell),
        openapi_url="/api/v1/openapi.json",
        # Their pages load scripts from other hosts.
        docs_url=None,
        redoc_url=None,
    )
    app.add_middleware(BodyLimit)
    app.add_middleware(SecurityHeaders)
    add_problem_handlers(app)
    for router in (accounts.router, sessions.router, characters.router, health.router, create_page_router()):
        app.include_router(router)
    app.add_api_websocket_route("/ws", _play)
    document_problems(app)
    return app


async def _play(websocket: WebSocket) -> None:
    await cast(ApplicationContainer, websocket.app.state.container).sessions.serve(websocket)
