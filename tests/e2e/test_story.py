"""A story that two players live through, with the server stopped in the middle of it."""

import pytest

from persistence.layer import AsyncPersistenceLayer
from server.game.movement import Direction
from tests.support.game.client import Player, client
from tests.support.game.server import running_server, settings_for


@pytest.mark.asyncio
async def test_two_players_meet_walk_lose_each_other_and_meet_again_after_a_restart(database_url: str) -> None:
    settings = settings_for(database_url)
    async with running_server(settings) as server, client(server.url) as visitor:
        tokens = {name: await visitor.newcomer(name) for name in ("Ada", "Byron")}
        async with visitor.play(tokens["Ada"], "Ada") as ada, visitor.play(tokens["Byron"], "Byron") as byron:
            start = ada.seen[-1]
            there = Direction(start["exits"][0])
            back = there.opposite
            await _greet(ada, byron)
            away = await _follow_one_another(ada, byron, there)
            assert away != start["id"]
            await _part(ada, byron, back)

    async with (
        running_server(settings) as server,
        client(server.url) as visitor,
        visitor.play(tokens["Ada"], "Ada") as ada,
        visitor.play(tokens["Byron"], "Byron") as byron,
    ):
        assert ada.seen[-1]["id"] == away
        assert byron.seen[-1]["id"] == start["id"]
        await ada.ask(back)
        assert (await byron.until("text", "Ada arrives"))["kind"] == "room"
        await _leave(ada, byron)

    await _assert_nothing_else_was_saved(database_url, {"Ada": start["id"], "Byron": start["id"]})


async def _greet(ada: Player, byron: Player) -> None:
    await ada.until("text", "Byron wakes up.")
    await ada.ask("say Good evening!")
    assert (await byron.next())["text"] == "Ada says: Good evening!"
    assert "Ada\nByron" in (await byron.ask("who"))["text"]


async def _follow_one_another(ada: Player, byron: Player, direction: Direction) -> str:
    """Ada goes ahead, Byron follows; the id of the room where they are."""
    room = await ada.ask(direction)
    assert direction in (await byron.until("text", "Ada leaves"))["text"]
    assert (await byron.ask(direction))["people"] == ["Ada"]
    await ada.until("text", "Byron arrives")
    assert (await ada.ask("look"))["people"] == ["Byron"]
    room_id: str = room["id"]
    return room_id


async def _part(ada: Player, byron: Player, direction: Direction) -> None:
    await byron.ask(direction)
    await ada.until("text", "Byron leaves")
    await byron.ask("say Are you there?")
    assert await ada.heard_meanwhile() == []


async def _leave(ada: Player, byron: Player) -> None:
    await ada.type("quit")
    assert (await ada.until("text"))["text"].startswith("Good-bye")
    assert (await ada.closed())[0] == 1000
    assert (await byron.until("text", "Ada"))["text"] == "Ada falls asleep and is gone."
    assert "alone" in (await byron.ask("who"))["text"]


async def _assert_nothing_else_was_saved(database_url: str, places: dict[str, str]) -> None:
    async with await AsyncPersistenceLayer.open(database_url) as persistence:
        players = await persistence.list_players()
        assert {player.name: player.room_id for player in players} == places
        assert {room.version for room in await persistence.list_rooms()} == {1}
