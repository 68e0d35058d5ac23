"""The queries, one module for each kind of thing; only the persistence layers import them."""

from server.persistence.repositories.players import PlayerRepository
from server.persistence.repositories.rooms import RoomRepository

__all__ = ["PlayerRepository", "RoomRepository"]
