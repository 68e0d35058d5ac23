"""The rules that hold for a world as a whole. Each function yields the problems of one rule."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence

from server.world.drafts import Place, RoomDraft, ZoneDraft
from server.world.errors import Problem


def check_zones(zones: Iterable[ZoneDraft]) -> Iterator[Problem]:
    """A zone is told in one file only."""
    first: dict[str, ZoneDraft] = {}
    for zone in zones:
        if (other := first.setdefault(zone.id, zone)) is not zone:
            yield _problem(zone.place, f"zone {zone.id!r} is already told in {other.place.file}")


def check_start(zones: Sequence[ZoneDraft], rooms: Mapping[str, RoomDraft]) -> Iterator[Problem]:
    """Exactly one file names the start room, and the room exists."""
    starts = [zone.start for zone in zones if zone.start]
    if not starts and zones:
        yield _problem(zones[0].place, "no file of this world names its start room")
    for start in starts[1:]:
        yield _problem(start.place, f"the start room is already named at {starts[0].place.file}:{starts[0].place.line}")
    for start in starts:
        if start.room not in rooms:
            yield _problem(start.place, f"the start room {start.room!r} does not exist")


def check_exits(rooms: Mapping[str, RoomDraft]) -> Iterator[Problem]:
    """Every exit leads to another room that exists, and back by the opposite direction unless it is marked one-way."""
    for room in rooms.values():
        for direction, exit_ in room.exits.items():
            target, back = rooms.get(exit_.to), direction.opposite
            if target is None:
                yield _problem(exit_.place, f"{direction} leads to {exit_.to!r}, which does not exist")
                continue
            if target is room:
                yield _problem(exit_.place, f"{direction} leads back to its own room")
                continue
            returns = back in target.exits and target.exits[back].to == room.id
            if not returns and not exit_.one_way:
                reason = f"{direction} leads to {exit_.to!r}, which has no exit {back} back"
                yield _problem(exit_.place, f"{reason}; add it, or mark this one one_way")
            if returns and exit_.one_way:
                yield _problem(exit_.place, f"{direction} is marked one_way, but {exit_.to!r} leads {back} back")


def check_reachable(start: str, rooms: Mapping[str, RoomDraft]) -> Iterator[Problem]:
    """A walk from the start room reaches every room, and the start can be reached from every room again."""
    forward = {room.id: [exit_.to for exit_ in room.exits.values()] for room in rooms.values()}
    backward: dict[str, list[str]] = {room_id: [] for room_id in rooms}
    for room_id, targets in forward.items():
        for target in targets:
            backward.setdefault(target, []).append(room_id)
    reached, returning = _walk(start, forward), _walk(start, backward)
    for room in rooms.values():
        if room.id not in reached:
            yield _problem(room.place, f"room {room.id!r} cannot be reached from the start room {start!r}")
        if room.id not in returning:
            yield _problem(room.place, f"no way leads from room {room.id!r} back to the start room {start!r}")


def _walk(start: str, edges: Mapping[str, Sequence[str]]) -> set[str]:
    seen, queue = {start}, deque([start])
    while queue:
        for target in edges.get(queue.popleft(), ()):
            if target not in seen:
                seen.add(target)
                queue.append(target)
    return seen


def _problem(place: Place, reason: str) -> Problem:
    return Problem(place.file, place.line, reason)
