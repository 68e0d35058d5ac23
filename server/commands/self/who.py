"""The command `who`."""

from server.commands.context import Context
from server.game.messages import Text


async def who(context: Context, argument: str) -> None:
    """List all who are in the world now.

    Type: who
    """
    if argument:
        context.refuse('Type "who" alone.')
        return
    names = context.presence.everyone()
    heading = "You are alone in the world:" if len(names) == 1 else f"{len(names)} people are in the world:"
    context.reply(Text("\n".join([heading, *names])))
