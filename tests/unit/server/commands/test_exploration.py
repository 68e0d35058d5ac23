"""Looking and walking."""

from dataclasses import replace

import pytest

from tests.unit.server.commands.small_game import CELLAR, MARKET, QUAY, SmallGame


@pytest.mark.asyncio
async def test_look_shows_the_room_its_exits_and_the_others(small_game: SmallGame) -> None:
    ada, _, _ = await small_game.put("Ada"), await small_game.put("Cato"), await small_game.put("Byron")

    assert await ada.type("look") == [
        {
            "type": "room",
            "id": QUAY,
            "name": "The Quay",
            "description": "Boats.",
            "exits": ["north"],
            "people": ["Byron", "Cato"],
        }
    ]


@pytest.mark.asyncio
@pytest.mark.parametrize("line", ["north", "N", "go north", "go n", "walk north"])
async def test_a_direction_walks_in_full_in_short_and_after_go(small_game: SmallGame, line: str) -> None:
    ada = await small_game.put("Ada")

    [seen] = await ada.type(line)

    assert seen["id"] == MARKET == await small_game.saved_room(ada)


@pytest.mark.asyncio
async def test_those_who_stay_and_those_who_are_there_see_it_once_each(small_game: SmallGame) -> None:
    ada, byron, cato = await small_game.put("Ada"), await small_game.put("Byron"), await small_game.put("Cato", MARKET)

    await ada.type("north")

    assert [told["text"] for told in byron.hears()] == ["Ada leaves to the north."]
    assert [told["text"] for told in cato.hears()] == ["Ada arrives from the south."]


@pytest.mark.asyncio
async def test_one_goes_down_and_arrives_from_above(small_game: SmallGame) -> None:
    ada, byron, cato = await small_game.put("Ada", MARKET), await small_game.put("Byron", MARKET), None
    cato = await small_game.put("Cato", CELLAR)

    await ada.type("down")

    assert [told["text"] for told in byron.hears()] == ["Ada leaves down."]
    assert [told["text"] for told in cato.hears()] == ["Ada arrives from above."]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("room", "line", "why"),
    [
        (QUAY, "south", "You cannot go south from here. You can go north."),
        (CELLAR, "up", "You cannot go up from here. There is no way out of here."),
        (QUAY, "go", "Where to? Type, for example: go north."),
        (QUAY, "go home", '"home" is no direction. Type, for example: go north.'),
        (QUAY, "north quickly", 'Type "north" alone to walk there.'),
        (QUAY, "look at boats", 'You can only look around: type "look" alone.'),
    ],
)
async def test_what_cannot_be_done_is_explained_and_nobody_moves(
    small_game: SmallGame, room: str, line: str, why: str
) -> None:
    ada, byron = await small_game.put("Ada", room), await small_game.put("Byron", room)

    assert await ada.type(line) == [{"type": "text", "kind": "error", "text": why}]

    assert await small_game.saved_room(ada) == room
    assert byron.hears() == []


@pytest.mark.asyncio
async def test_one_who_was_moved_by_something_else_is_shown_the_true_place(small_game: SmallGame) -> None:
    ada = await small_game.put("Ada")
    player = await small_game.persistence.get_player_by_id(ada.id)
    assert player is not None
    await small_game.persistence.save_player(replace(player, room_id=CELLAR))

    told = await ada.type("north")

    assert [frame.get("text") or frame["id"] for frame in told] == [
        "You find yourself elsewhere than you thought.",
        CELLAR,
    ]
    assert small_game.hub.people_in(CELLAR) == ["Ada"]
    assert await small_game.saved_room(ada) == CELLAR
