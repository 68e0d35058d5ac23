"""`move DIRECTION`: walk through an exit."""

from server.container import ApplicationContainer
from server.models import Player
from server.services.movement_service import NoExitError


def move(container: ApplicationContainer, player: Player, argument: str) -> str:
    """Walk in the direction that `argument` names, and say what is there or why not."""
    if not argument:
        return "Move where?"
    try:
        room = container.movement_service.move(player, argument)
    except NoExitError as error:
        return f"You stay: {error}."
    return container.room_service.describe(room.id, viewer=player.name)
