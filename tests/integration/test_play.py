"""Playing over the WebSocket."""

from uuid import UUID

import pytest

from tests.support.game.client import Client
from tests.support.game.server import RunningServer


@pytest.mark.asyncio
async def test_a_newcomer_is_welcomed_and_sees_the_start_room(visitor: Client) -> None:
    token = await visitor.register("ada")
    character = await visitor.create_character(token, "Ada")

    async with visitor.play(token, "Ada") as ada:
        welcome, room = ada.seen

    assert welcome == {"type": "welcome", "character": character}
    assert room["id"] == character["room"]
    assert room["description"]
    assert room["exits"]
    assert room["people"] == []


@pytest.mark.asyncio
async def test_a_character_can_be_named_by_its_id_or_in_another_case(visitor: Client) -> None:
    token = await visitor.register("ada")
    character = await visitor.create_character(token, "Ada")

    for name in (character["id"], "ADA"):
        async with visitor.play(token, name) as ada:
            assert ada.seen[0]["character"]["name"] == "Ada"


@pytest.mark.asyncio
async def test_walking_shows_the_next_room_and_saves_the_place_before_that(
    visitor: Client, game: RunningServer
) -> None:
    token = await visitor.newcomer("Ada")

    async with visitor.play(token, "Ada") as ada:
        character_id = UUID(ada.seen[0]["character"]["id"])
        direction = ada.seen[-1]["exits"][0]
        room = await ada.ask(direction)
        saved = await game.container.persistence.get_player_by_id(character_id)

    assert room["type"] == "room"
    assert saved is not None
    assert saved.room_id == room["id"] != ada.seen[1]["id"]


@pytest.mark.asyncio
async def test_one_comes_back_to_where_one_was(visitor: Client) -> None:
    token = await visitor.newcomer("Ada")
    async with visitor.play(token, "Ada") as ada:
        left_in = await ada.ask(ada.seen[-1]["exits"][0])
        await ada.type("quit")
        code, _ = await ada.closed()

    async with visitor.play(token, "Ada") as ada:
        found_in = ada.seen[-1]

    assert code == 1000
    assert found_in["id"] == left_in["id"]


@pytest.mark.asyncio
async def test_players_in_one_room_see_and_hear_each_other(visitor: Client) -> None:
    token_ada, token_byron = await visitor.newcomer("Ada"), await visitor.newcomer("Byron")

    async with visitor.play(token_ada, "Ada") as ada, visitor.play(token_byron, "Byron") as byron:
        assert byron.seen[-1]["people"] == ["Ada"]
        assert (await ada.next())["text"] == "Byron wakes up."

        assert (await byron.ask("say Good  evening, Ada"))["text"] == "You say: Good  evening, Ada"
        heard = await ada.next()

    assert heard == {"type": "text", "kind": "say", "text": "Byron says: Good  evening, Ada"}


@pytest.mark.asyncio
async def test_others_see_one_leave_and_arrive(visitor: Client) -> None:
    token_ada, token_byron = await visitor.newcomer("Ada"), await visitor.newcomer("Byron")
    async with visitor.play(token_ada, "Ada") as ada, visitor.play(token_byron, "Byron") as byron:
        direction = byron.seen[-1]["exits"][0]
        await ada.until("text", "wakes up")

        await byron.ask(direction)
        left = await ada.next()
        room = await ada.ask(direction)
        arrived = await byron.next()

    assert left["kind"] == arrived["kind"] == "room"
    assert left["text"].startswith("Byron leaves")
    assert direction in left["text"]
    assert arrived["text"].startswith("Ada arrives")
    assert room["people"] == ["Byron"]


@pytest.mark.asyncio
async def test_those_in_other_rooms_hear_nothing(visitor: Client) -> None:
    token_ada, token_byron = await visitor.newcomer("Ada"), await visitor.newcomer("Byron")
    async with visitor.play(token_ada, "Ada") as ada, visitor.play(token_byron, "Byron") as byron:
        await byron.ask(byron.seen[-1]["exits"][0])
        await ada.until("text", "leaves")

        await byron.ask("say Is anybody here?")

        assert await ada.heard_meanwhile() == []


@pytest.mark.asyncio
async def test_a_broken_connection_takes_its_player_out_of_the_world(visitor: Client) -> None:
    token_ada, token_byron = await visitor.newcomer("Ada"), await visitor.newcomer("Byron")
    async with visitor.play(token_ada, "Ada") as ada:
        async with visitor.play(token_byron, "Byron") as byron:
            byron.socket.transport.abort()
            gone = await ada.until("text", "falls asleep")
        who = await ada.ask("who")

    assert gone["text"].startswith("Byron")
    assert "Byron" not in who["text"]
