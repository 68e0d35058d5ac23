"""The command `help`."""

from itertools import groupby

from server.commands.context import Command, CommandTable, Context
from server.commands.suggestion import suggest
from server.game.messages import Text


async def help_(context: Context, argument: str) -> None:
    """Tell what you can type, or explain one command.

    Type: help, or: help look
    """
    word = argument.casefold()
    if not word:
        context.reply(Text(_overview(context.commands)))
        return
    command = context.commands.by_word.get(word)
    if command is None:
        guess = suggest(word, context.commands.by_word)
        meant = f'Did you mean "help {guess}"?' if guess else 'Type "help" for all commands.'
        context.refuse(f'There is no help on "{argument[:20]}". {meant}')
        return
    context.reply(Text(_page(command)))


def _overview(table: CommandTable) -> str:
    lines = []
    for family, commands in groupby(table.commands, key=lambda command: command.family):
        lines.append(f"{family.capitalize()}:")
        lines.extend(f"  {', '.join((command.name, *command.aliases))} - {command.summary}" for command in commands)
    return "\n".join([*lines, 'Type "help" and a command for more.'])


def _page(command: Command) -> str:
    also = f"\nAlso: {', '.join(command.aliases)}" if command.aliases else ""
    return f"{command.help}{also}"
