"""Loads a world from its folder, whole or not at all."""

from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

import yaml

from server.world.checks import check_exits, check_reachable, check_start, check_zones
from server.world.drafts import RoomDraft, ZoneDraft
from server.world.errors import Problem, WorldError
from server.world.models import World, WorldRoom
from server.world.reader import NodeReader
from server.world.schema import read_zone

WORLD_FOLDER: Final = Path(__file__).with_name("data")
"""The world that Ferry ships."""


def load_world(folder: Path) -> World:
    """The world that the folder's `*.yaml` files tell, one zone a file; other files are ignored.

    Blocks while it reads. Raises `WorldError` with every problem found in any of the files.
    """
    problems: list[Problem] = []
    zones: list[ZoneDraft] = []
    paths = sorted(folder.glob("*.yaml"))
    for path in paths:
        reader = NodeReader(path.name)
        root = _parse(reader, path)
        zone = read_zone(reader, root) if root else None
        problems += reader.problems
        if zone:
            zones.append(zone)
    if not paths:
        problems.append(Problem(folder.name, 1, "the folder holds no *.yaml file"))
    rooms = {room.id: room for zone in zones for room in zone.rooms}
    problems += [*check_zones(zones), *check_start(zones, rooms)]
    if len(zones) == len(paths):
        # A file that could not be read would make its neighbours' exits look wrong.
        problems += check_exits(rooms)
    if not problems:
        problems += check_reachable(_start_room(zones), rooms)
    if problems:
        raise WorldError(problems)
    return World(_start_room(zones), MappingProxyType({room.id: _finish(room) for room in rooms.values()}))


def _parse(reader: NodeReader, path: Path) -> yaml.Node | None:
    """The root node of a file; None when it is no YAML, which is then a problem of the reader."""
    reason, line = "the file is empty", 1
    loader: yaml.SafeLoader | None = None
    data = b""
    try:
        data = path.read_bytes()
        loader = yaml.SafeLoader(data.decode("utf-8"))
        root: yaml.Node | None = loader.get_single_node()
        if root is not None:
            return root
    except yaml.MarkedYAMLError as error:
        reason = f"not valid YAML: {error.problem or error.context}"
        if mark := error.problem_mark or error.context_mark:
            line = mark.line + 1
    except (OSError, OverflowError, RecursionError, ValueError, yaml.YAMLError) as error:
        # ValueError: wrong UTF-8. ValueError, OverflowError: an escape beyond Unicode, which PyYAML hands to chr().
        reason = f"cannot be read: {error}".splitlines()[0]
        line = _line_of(error, data, loader)
    reader.problems.append(Problem(reader.file, line, reason))
    return None


def _line_of(error: Exception, data: bytes, loader: yaml.SafeLoader | None) -> int:
    """Where an error stands that does not tell it by a mark, in a file with this data."""
    if isinstance(error, UnicodeDecodeError):
        return data[: error.start].count(b"\n") + 1
    if isinstance(error, yaml.reader.ReaderError):
        return data.decode("utf-8")[: error.position].count("\n") + 1
    return loader.line + 1 if loader else 1


def _start_room(zones: Sequence[ZoneDraft]) -> str:
    """The start room of zones that `check_start` accepts."""
    return next(zone.start.room for zone in zones if zone.start)


def _finish(room: RoomDraft) -> WorldRoom:
    exits = MappingProxyType({direction.value: exit_.to for direction, exit_ in room.exits.items()})
    return WorldRoom(room.id, room.id.partition("/")[0], room.name, room.description, exits)
