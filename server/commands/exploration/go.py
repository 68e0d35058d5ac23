"""The command `go`, and the directions, which are short for it."""

from server.commands.context import Context, Run
from server.commands.exploration.view import arrival, departure, no_exit, room_view
from server.game.messages import Kind, Text
from server.game.movement import Direction, parse_direction
from server.services.movement import DisplacedError, NoExitError


async def go(context: Context, argument: str) -> None:
    """Walk in a direction.

    Type: go north, or only the direction: north, or n.
    """
    direction = parse_direction(argument)
    if direction is None:
        named = f'"{argument[:20]}" is no direction.' if argument else "Where to?"
        context.refuse(f"{named} Type, for example: go north.")
        return
    await _walk(context, direction)


def walk(direction: Direction) -> Run:
    """The command that walks in `direction`, whatever follows the word."""

    async def run(context: Context, argument: str) -> None:
        if argument:
            context.refuse(f'Type "{direction.value}" alone to walk there.')
            return
        await _walk(context, direction)

    run.__doc__ = f"Walk {direction.value}.\n\nType: {direction.value}, or {direction.abbreviation}"
    return run


async def _walk(context: Context, direction: Direction) -> None:
    actor, presence, origin = context.actor, context.presence, context.room_id
    try:
        room = await context.movement.walk(actor.id, origin, direction)
    except NoExitError as error:
        context.refuse(no_exit(direction, error.exits))
        return
    except DisplacedError as error:
        presence.move(actor.id, error.room.id)
        context.reply(Text("You find yourself elsewhere than you thought.", Kind.ROOM))
        context.reply(room_view(context, error.room))
        return
    # The place is saved: only now may others see it.
    presence.move(actor.id, room.id)
    presence.tell_room(origin, departure(actor.name, direction))
    presence.tell_room(room.id, arrival(actor.name, direction), but=actor.id)
    context.reply(room_view(context, room))
