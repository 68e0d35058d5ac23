"""The application: its lifespan, its routers and its health."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request

from server.api import players, rooms
from server.container import ApplicationContainer


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Put the parts together and prepare the database before the first request; close everything after the last."""
    container = ApplicationContainer()
    app.state.container = container
    app.state.persistence = container.persistence
    try:
        container.persistence.create_schema()
        container.room_service.load_starter_rooms()
        yield
    finally:
        await container.close()


async def health(request: Request) -> dict[str, bool]:
    """Whether the database answers."""
    return {"database": request.app.state.persistence.ping()}


def create_app() -> FastAPI:
    """The application; its parts are built when it starts."""
    app = FastAPI(title="Small game server", lifespan=lifespan)
    app.include_router(players.router)
    app.include_router(rooms.router)
    app.add_api_route("/health", health)
    return app
