"""The rooms of the world. Imported by commands and by the container."""

from persistence.rooms.models import Room
from server.services.rooms.rooms import RoomGoneError, RoomService

__all__ = ["Room", "RoomGoneError", "RoomService"]
