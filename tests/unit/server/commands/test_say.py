"""Talking."""

import pytest

from tests.unit.server.commands.small_game import MARKET, SmallGame


@pytest.mark.asyncio
async def test_all_in_the_room_hear_and_nobody_elsewhere(small_game: SmallGame) -> None:
    ada, byron, cato = await small_game.put("Ada"), await small_game.put("Byron"), await small_game.put("Cato", MARKET)

    told = await ada.type("say Good evening, <i>Byron</i>!")

    assert told == [{"type": "text", "kind": "say", "text": "You say: Good evening, <i>Byron</i>!"}]
    assert byron.hears() == [{"type": "text", "kind": "say", "text": "Ada says: Good evening, <i>Byron</i>!"}]
    assert cato.hears() == []


@pytest.mark.asyncio
@pytest.mark.parametrize("line", ["say", "say   ", "SAY\t"])
async def test_nothing_cannot_be_said(small_game: SmallGame, line: str) -> None:
    ada, byron = await small_game.put("Ada"), await small_game.put("Byron")

    assert await ada.type(line) == [{"type": "text", "kind": "error", "text": "Say what?"}]

    assert byron.hears() == []
