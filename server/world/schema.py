"""The form of a zone file, which `server/world/README.md` shows to authors."""

import yaml

from server.game.movement import Direction
from server.world.drafts import ExitDraft, RoomDraft, StartDraft, ZoneDraft
from server.world.reader import DESCRIPTION_LIMIT, NAME_LIMIT, NodeReader

_DIRECTIONS = tuple(direction.value for direction in Direction)


def read_zone(reader: NodeReader, root: yaml.Node) -> ZoneDraft | None:
    """The zone that a file's root node describes; None when it has no usable zone id.

    Every departure from the schema becomes a problem of the reader. Rooms with problems are kept as far as they can be
    read, so that the checks of the whole world do not report their absence as well.
    """
    fields = reader.fields(root, "the file", required={"zone", "rooms"}, optional={"start"})
    zone = reader.slug(fields["zone"], "the zone") if "zone" in fields else None
    if zone is None:
        return None
    start = None
    if "start" in fields and (room := reader.slug(fields["start"], "the start")):
        start = StartDraft(reader.place(fields["start"]), f"{zone}/{room}")
    rooms = tuple(_read_rooms(reader, zone, fields["rooms"])) if "rooms" in fields else ()
    return ZoneDraft(reader.place(root), zone, rooms, start)


def _read_rooms(reader: NodeReader, zone: str, node: yaml.Node) -> list[RoomDraft]:
    rooms = []
    for key, key_node, value in reader.entries(node, "rooms"):
        if reader.slug(key_node, "the room"):
            rooms.append(_read_room(reader, zone, key, key_node, value))
    if isinstance(node, yaml.MappingNode) and not node.value:
        reader.complain(node, "rooms is empty")
    return rooms


def _read_room(reader: NodeReader, zone: str, key: str, key_node: yaml.Node, node: yaml.Node) -> RoomDraft:
    fields = reader.fields(node, f"room {key!r}", required={"name", "description", "exits"}, optional=set())
    name = reader.text(fields["name"], "the name", NAME_LIMIT) if "name" in fields else None
    description = (
        reader.text(fields["description"], "the description", DESCRIPTION_LIMIT) if "description" in fields else None
    )
    exits = _read_exits(reader, zone, fields["exits"]) if "exits" in fields else {}
    return RoomDraft(reader.place(key_node), f"{zone}/{key}", name or "", description or "", exits)


def _read_exits(reader: NodeReader, zone: str, node: yaml.Node) -> dict[Direction, ExitDraft]:
    exits = {}
    for direction, direction_node, value in reader.entries(node, "exits"):
        if direction not in _DIRECTIONS:
            reader.complain(direction_node, f"{direction!r} is no direction; known are {', '.join(_DIRECTIONS)}")
        elif draft := _read_exit(reader, zone, value):
            exits[Direction(direction)] = draft
    return exits


def _read_exit(reader: NodeReader, zone: str, node: yaml.Node) -> ExitDraft | None:
    target, one_way = node, False
    if isinstance(node, yaml.MappingNode):
        fields = reader.fields(node, "the exit", required={"to"}, optional={"one_way"})
        if "to" not in fields:
            return None
        target = fields["to"]
        one_way = "one_way" in fields and reader.flag(fields["one_way"], "one_way")
    to = reader.text(target, "the exit", 2 * NAME_LIMIT)
    if to is None:
        return None
    return ExitDraft(reader.place(target), to if "/" in to else f"{zone}/{to}", one_way)
