"""The world that Ferry ships is worth walking."""

from collections import Counter

import pytest

from server.world import WORLD_FOLDER, World, load_world


@pytest.fixture(scope="module")
def world() -> World:
    """The shipped world."""
    return load_world(WORLD_FOLDER)


def test_it_has_at_least_thirty_six_rooms_in_three_zones_of_some_size(world: World) -> None:
    rooms_by_zone = Counter(room.zone for room in world.rooms.values())

    assert rooms_by_zone.total() >= 36
    assert len([zone for zone, count in rooms_by_zone.items() if count >= 8]) >= 3


def test_a_newcomer_stands_at_the_ferry_and_can_choose_a_way(world: World) -> None:
    start = world.rooms[world.start_room]

    assert start.name == "The Ferry Landing"
    assert len(start.exits) >= 3


def test_no_two_rooms_share_a_name_or_a_description(world: World) -> None:
    names = Counter(room.name for room in world.rooms.values())
    descriptions = Counter(room.description for room in world.rooms.values())

    assert names.most_common(1)[0][1] == 1
    assert descriptions.most_common(1)[0][1] == 1


def test_every_description_is_a_paragraph_of_whole_sentences(world: World) -> None:
    odd = {
        room.id: room.description
        for room in world.rooms.values()
        if not 25 <= len(room.description.split()) <= 90
        or not room.description.endswith(".")
        or "  " in room.description
    }

    assert odd == {}


def test_the_world_can_be_drawn_on_paper(world: World) -> None:
    """On a grid of compass steps no two rooms claim the same spot, whichever way a walker comes."""
    steps = {"north": (0, 1), "south": (0, -1), "east": (1, 0), "west": (-1, 0)}
    spots = {world.start_room: (0, 0)}
    queue = [world.start_room]
    for room_id in queue:
        x, y = spots[room_id]
        for direction, target in world.rooms[room_id].exits.items():
            if direction in steps and target not in spots:
                spots[target] = (x + steps[direction][0], y + steps[direction][1])
                queue.append(target)

    assert len(spots) >= 50
    assert [spot for spot, count in Counter(spots.values()).items() if count > 1] == []
    for room_id, (x, y) in spots.items():
        for direction, target in world.rooms[room_id].exits.items():
            if direction in steps and target in spots:
                assert spots[target] == (x + steps[direction][0], y + steps[direction][1])
