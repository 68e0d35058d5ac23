"""Players over HTTP."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException

from server.api.dependencies import get_container
from server.commands import run_command
from server.container import ApplicationContainer
from server.models import Player
from server.persistence import DuplicateNameError
from server.services.player_service import NoSuchPlayerError

router = APIRouter(prefix="/players", tags=["players"])
Container = Annotated[ApplicationContainer, Depends(get_container)]


@dataclass(frozen=True)
class NewPlayer:
    """The body of a request for a new player."""

    name: str


@dataclass(frozen=True)
class Line:
    """What a player typed."""

    text: str


@router.get("")
def list_players(container: Container) -> list[str]:
    """The names of all players."""
    return container.player_service.names()


@router.post("", status_code=201)
async def create_player(body: NewPlayer, container: Container) -> Player:
    """Create a player; 409 when the name is taken."""
    if container.player_service.is_taken(body.name):
        raise HTTPException(409, f"the name {body.name!r} is taken")
    try:
        return container.player_service.create_player(body.name)
    except DuplicateNameError as error:
        raise HTTPException(409, str(error)) from error


@router.get("/{name}")
def get_player(name: str, container: Container) -> Player:
    """One player; 404 when there is none of this name."""
    try:
        return container.player_service.get_player(name)
    except NoSuchPlayerError as error:
        raise HTTPException(404, str(error)) from error


@router.delete("/{name}", status_code=204)
def delete_player(name: str, container: Container) -> None:
    """Remove a player; 404 when there is none of this name."""
    try:
        container.player_service.delete_player(name)
    except NoSuchPlayerError as error:
        raise HTTPException(404, str(error)) from error


@router.post("/{name}/commands")
def post_command(name: str, line: Line, container: Container) -> str:
    """Run what the player typed and answer with its text; 404 when there is no such player."""
    try:
        return run_command(container, name, line.text)
    except NoSuchPlayerError as error:
        raise HTTPException(404, str(error)) from error
