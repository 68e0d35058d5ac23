"""The command `quit`."""

from server.commands.context import Context
from server.game.messages import Text


async def quit_(context: Context, argument: str) -> None:
    """Leave the world. You will come back to where you are now.

    Type: quit
    """
    if argument:
        context.refuse('Type "quit" alone to leave.')
        return
    context.reply(Text("Good-bye. You will come back to where you are now."))
    context.leaving = True
