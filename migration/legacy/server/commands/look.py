"""`look`: the room around the player."""

from server.container import ApplicationContainer
from server.models import Player


def look(container: ApplicationContainer, player: Player, argument: str) -> str:
    """The player's room in words."""
    return container.room_service.describe(player.room_id, viewer=player.name)
