"""The command `look`."""

from server.commands.context import Context
from server.commands.exploration.view import room_view


async def look(context: Context, argument: str) -> None:
    """Look around: the room, its exits and who is there.

    Type: look
    """
    if argument:
        context.refuse('You can only look around: type "look" alone.')
        return
    room = await context.rooms.get(context.room_id)
    context.reply(room_view(context, room))
