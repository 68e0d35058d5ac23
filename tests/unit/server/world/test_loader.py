"""A good folder gives a world; what the world promises."""

from pathlib import Path

import pytest

from server.world import WorldError, WorldRoom, load_world

HARBOUR = """\
zone: harbour
start: pier
rooms:
  pier:
    name: The Pier
    description: >-
      Planks over
      green water.
    exits: {east: isle/beach, down: {to: shallows, one_way: true}}
  shallows:
    name: The Shallows
    description: Wet feet.
    exits: {northwest: {to: pier, one_way: true}}
"""
ISLE = """\
zone: isle
rooms:
  beach:
    name: The Beach
    description: "Sand, Käuzchen and 海."
    exits: {west: harbour/pier}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a good world of two zones."""
    (tmp_path / "harbour.yaml").write_text(HARBOUR, encoding="utf-8")
    (tmp_path / "isle.yaml").write_text(ISLE, encoding="utf-8")
    return tmp_path


def test_a_world_has_the_rooms_of_all_files(folder: Path) -> None:
    world = load_world(folder)

    assert world.start_room == "harbour/pier"
    assert set(world.rooms) == {"harbour/pier", "harbour/shallows", "isle/beach"}
    assert world.rooms["harbour/pier"] == WorldRoom(
        id="harbour/pier",
        zone="harbour",
        name="The Pier",
        description="Planks over green water.",
        exits={"east": "isle/beach", "down": "harbour/shallows"},
    )


def test_a_world_cannot_be_changed(folder: Path) -> None:
    world = load_world(folder)

    with pytest.raises(TypeError, match="does not support item assignment"):
        world.rooms["isle/beach"].exits["up"] = "harbour/pier"  # type: ignore[index]


def test_files_that_are_no_yaml_are_ignored(folder: Path) -> None:
    (folder / "README.md").write_text("zone: not a zone")

    assert len(load_world(folder).rooms) == 3


def test_one_broken_file_leaves_nothing_loaded_and_every_file_is_reported(folder: Path) -> None:
    (folder / "isle.yaml").write_text(ISLE.replace("name: The Beach", "title: The Beach"), encoding="utf-8")
    (folder / "zoo.yaml").write_text("zone: [", encoding="utf-8")

    with pytest.raises(WorldError) as caught:
        load_world(folder)

    assert str(caught.value).splitlines() == [
        "isle.yaml:4: room 'beach' has the unknown key 'title'",
        "isle.yaml:4: room 'beach' lacks the key 'name'",
        "zoo.yaml:1: not valid YAML: expected the node content, but found '<stream end>'",
    ]


def test_a_folder_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(WorldError, match=r"^nowhere:1: the folder holds no \*\.yaml file$"):
        load_world(tmp_path / "nowhere")
