"""The words of looking and walking."""

from collections.abc import Iterable

from server.commands.context import Context
from server.game.messages import Kind, RoomView, Text
from server.game.movement import Direction, sorted_exits
from server.services.rooms import Room


def room_view(context: Context, room: Room) -> RoomView:
    """The room as the actor sees it."""
    people = context.presence.people_in(room.id, but=context.actor.id)
    return RoomView(room.id, room.name, room.description, sorted_exits(room.exits), tuple(people))


def departure(name: str, direction: Direction) -> Text:
    """What those see who stay."""
    return Text(f"{name} leaves {_towards(direction)}.", Kind.ROOM, left=name)


def arrival(name: str, direction: Direction) -> Text:
    """What those see who are there already; `direction` is the one in which the newcomer walked."""
    return Text(f"{name} arrives from {direction.opposite.origin}.", Kind.ROOM, arrived=name)


def no_exit(direction: Direction, exits: Iterable[str]) -> str:
    """Why one cannot walk there, and where one can."""
    known = sorted_exits(exits)
    others = f"You can go {', '.join(known)}." if known else "There is no way out of here."
    return f"You cannot go {direction.value} from here. {others}"


def _towards(direction: Direction) -> str:
    return direction.value if direction in (Direction.UP, Direction.DOWN) else f"to the {direction.value}"
