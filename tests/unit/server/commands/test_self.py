"""Who is here, help, leaving."""

import pytest

from server.commands.table import COMMANDS
from tests.unit.server.commands.small_game import MARKET, SmallGame


@pytest.mark.asyncio
async def test_who_lists_everybody_wherever_they_are(small_game: SmallGame) -> None:
    ada = await small_game.put("Ada")
    assert (await ada.type("who"))[0]["text"] == "You are alone in the world:\nAda"
    await small_game.put("Cato", MARKET)
    await small_game.put("Byron")

    [told] = await ada.type("who")

    assert told["text"] == "3 people are in the world:\nAda\nByron\nCato"


@pytest.mark.asyncio
async def test_quit_says_good_bye_and_ends_the_session(small_game: SmallGame) -> None:
    ada = await small_game.put("Ada")

    [told] = await ada.type("quit")

    assert told["text"].startswith("Good-bye")
    assert not ada.stays


@pytest.mark.asyncio
@pytest.mark.parametrize("line", ["quit now", "who Byron"])
async def test_words_that_are_not_understood_do_nothing(small_game: SmallGame, line: str) -> None:
    ada = await small_game.put("Ada")

    [told] = await ada.type(line)

    assert told["kind"] == "error"
    assert ada.stays


@pytest.mark.asyncio
@pytest.mark.parametrize("line", ["help", "?", "HELP"])
async def test_help_lists_every_command_with_what_it_does(small_game: SmallGame, line: str) -> None:
    ada = await small_game.put("Ada")

    [told] = await ada.type(line)

    lines = told["text"].splitlines()
    for command in COMMANDS.commands:
        [entry] = [entry for entry in lines if entry.startswith((f"  {command.name},", f"  {command.name} -"))]
        assert entry.endswith(command.summary)


@pytest.mark.asyncio
async def test_help_explains_each_command_by_any_of_its_words(small_game: SmallGame) -> None:
    ada = await small_game.put("Ada")

    for word, command in COMMANDS.by_word.items():
        [told] = await ada.type(f"help {word}")

        assert told["kind"] == "system"
        assert told["text"].startswith(command.help)
        assert "Type:" in told["text"]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("topic", "hint"), [("lok", 'Did you mean "help look"?'), ("dragons", 'Type "help" for all commands.')]
)
async def test_help_on_what_does_not_exist_points_to_what_does(small_game: SmallGame, topic: str, hint: str) -> None:
    ada = await small_game.put("Ada")

    [told] = await ada.type(f"help {topic}")

    assert told == {"type": "text", "kind": "error", "text": f'There is no help on "{topic}". {hint}'}
