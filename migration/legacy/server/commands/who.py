"""`who`: the players of the world."""

from server.container import ApplicationContainer
from server.models import Player
from server.persistence import get_persistence


def who(container: ApplicationContainer, player: Player, argument: str) -> str:
    """The names of all players; those in the same room have a star."""
    persistence = get_persistence()
    near = {neighbour.id for neighbour in persistence.get_players_in_room(player.room_id)}
    names = [f"{other.name}*" if other.id in near else other.name for other in persistence.list_players()]
    return f"Players: {', '.join(names)}"
