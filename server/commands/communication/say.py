"""The command `say`."""

from server.commands.context import Context
from server.game.messages import Kind, Text


async def say(context: Context, argument: str) -> None:
    """Say something to all who are in the room.

    Type: say good evening
    """
    if not argument:
        context.refuse("Say what?")
        return
    actor = context.actor
    context.presence.tell_room(context.room_id, Text(f"{actor.name} says: {argument}", Kind.SAY), but=actor.id)
    context.reply(Text(f"You say: {argument}", Kind.SAY))
