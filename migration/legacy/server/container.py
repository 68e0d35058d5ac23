"""The one place where the parts of the server are put together."""

from server.persistence import get_persistence
from server.services.movement_service import MovementService
from server.services.player_service import PlayerService
from server.services.room_service import RoomService


class ApplicationContainer:
    """Builds the persistence layer and the services on it, once for each application."""

    def __init__(self) -> None:
        self.persistence = get_persistence()
        self.room_service = RoomService()
        self.player_service = PlayerService(self.persistence)
        self.movement_service = MovementService(self.persistence, self.room_service)

    async def close(self) -> None:
        """Close the connections to the database."""
        self.persistence.close()
