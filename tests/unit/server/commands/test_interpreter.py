"""Finding the command that a line asks for."""

import pytest

from server.commands.context import Command, CommandTable, Context
from tests.unit.server.commands.small_game import SmallGame


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("lok", 'There is no command "lok"; did you mean "look"?'),
        ("nrth", 'There is no command "nrth"; did you mean "north"?'),
        ("xyzzy", 'There is no command "xyzzy"; type "help" for all that you can do.'),
        ("z", 'There is no command "z"; type "help" for all that you can do.'),
        ("x" * 900, f'There is no command "{"x" * 20}…"; type "help" for all that you can do.'),
    ],
    ids=lambda value: value[:8],
)
async def test_an_unknown_command_is_named_with_a_suggestion(small_game: SmallGame, line: str, answer: str) -> None:
    ada = await small_game.put("Ada")

    assert await ada.type(line) == [{"type": "text", "kind": "error", "text": answer}]
    assert ada.stays


@pytest.mark.asyncio
@pytest.mark.parametrize("line", ["", "   ", "\n", "\u0000"], ids=ascii)
async def test_an_empty_line_does_nothing(small_game: SmallGame, line: str) -> None:
    ada = await small_game.put("Ada")

    assert await ada.type(line) == []


@pytest.mark.asyncio
async def test_a_line_that_is_too_long_is_refused_with_the_limit(small_game: SmallGame) -> None:
    ada = await small_game.put("Ada")

    [told] = await ada.type("say " + "x" * 1_000)

    assert told["text"] == "A line has at most 1000 characters; this one has 1004."


def test_two_commands_cannot_claim_one_word() -> None:
    async def run(context: Context, argument: str) -> None:
        """Do nothing."""

    with pytest.raises(ValueError, match='"l" is both look and list'):
        CommandTable.of((Command("look", run, "self", ("l",)), Command("list", run, "self", ("l",))))
