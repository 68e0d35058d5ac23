"""Bringing the world into the database. Imported by the container."""

from server.services.world.world import LoadedRooms, WorldService

__all__ = ["LoadedRooms", "WorldService"]
