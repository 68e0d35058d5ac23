"""Rooms over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException

from server.api.dependencies import persistence_layer
from server.models import Player, Room
from server.persistence import PersistenceLayer

router = APIRouter(prefix="/rooms", tags=["rooms"])
Persistence = Annotated[PersistenceLayer, Depends(persistence_layer)]


@router.get("")
def list_rooms(persistence: Persistence) -> list[Room]:
    """All rooms."""
    return persistence.list_rooms()


@router.get("/{zone}/{room}")
async def get_room(zone: str, room: str, persistence: Persistence) -> Room:
    """One room; 404 when there is none of this id."""
    found = persistence.get_room(f"{zone}/{room}")
    if found is None:
        raise HTTPException(404, f"there is no room '{zone}/{room}'")
    return found


@router.get("/{zone}/{room}/players")
def get_people(
    zone: str,
    room: str,
    persistence: PersistenceLayer = Depends(persistence_layer),
) -> list[Player]:
    """The players in a room; 404 when there is no such room."""
    if not persistence.get_room(f"{zone}/{room}"):
        raise HTTPException(404, f"there is no room '{zone}/{room}'")
    return persistence.get_players_in_room(f"{zone}/{room}")
