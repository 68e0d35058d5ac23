"""Every rule of the form of a zone file, each shown by a file that breaks it and the exact complaint about it."""

from pathlib import Path

import pytest

from server.world import WorldError, load_world
from tests.unit.server.world.small_world import GOOD, complaints

DIRECTIONS = "north, northeast, east, southeast, south, southwest, west, northwest, up, down"


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        pytest.param("east: beach", "east: ''", "7: the exit is empty", id="empty-exit"),
        pytest.param("east: beach", "east: [beach]", "7: the exit must be text", id="exit-is-a-list"),
        pytest.param(
            "east: beach", "east: beach, in: beach", f"7: 'in' is no direction; known are {DIRECTIONS}", id="direction"
        ),
        pytest.param(
            "west: pier", "west: {to: pier, one_way: 1}", "12: one_way must be true or false", id="one-way-number"
        ),
        pytest.param(
            "west: pier", "west: {to: pier, x: 1}", "12: the exit has the unknown key 'x'", id="exit-unknown-key"
        ),
        pytest.param(
            "west: pier", "west: pier\n      west: pier", "13: exits has the key 'west' twice", id="exit-twice"
        ),
        pytest.param(
            "start: pier",
            "start: a/b",
            "2: the start 'a/b' must be lower-case words with hyphens, like 'net-quay'",
            id="start-elsewhere",
        ),
        pytest.param(
            "zone: bay",
            "zone: The Bay",
            "1: the zone 'The Bay' must be lower-case words with hyphens, like 'net-quay'",
            id="zone-slug",
        ),
        pytest.param("zone: bay", "zone: bay\nmap: x", "2: the file has the unknown key 'map'", id="file-unknown-key"),
        pytest.param(
            "zone: bay", "zone: bay\nzone: sea", "2: the file has the key 'zone' twice", id="file-duplicate-key"
        ),
        pytest.param("zone: bay", "zone: bay\n12: x", "2: the file has a key that is not text", id="number-as-key"),
        pytest.param("  beach:\n", "  pier:\n", "8: rooms has the key 'pier' twice", id="room-twice"),
        pytest.param("Planks.", "''", "6: the description is empty", id="description-empty"),
        pytest.param("Planks.", "' '", "6: the description is empty", id="description-blank"),
        pytest.param("Planks.", "12", "6: the description must be text", id="description-number"),
        pytest.param("Planks.", "~", "6: the description must be text", id="description-null"),
        pytest.param("Planks.", "!!python/name:os.system", "6: the description must be text", id="python-tag"),
        pytest.param("Planks.", "[a]", "6: the description must be text", id="description-list"),
        pytest.param("Planks.", r'"a\x07b"', "6: the description has the control character U+0007", id="bell"),
        pytest.param("Planks.", r'"a\nb"', "6: the description has the control character U+000A", id="line-break"),
        pytest.param(
            "Planks.", r'"a\u202Eb"', "6: the description has the control character U+202E", id="right-to-left-override"
        ),
        pytest.param("Planks.", "'Planks. '", "6: the description begins or ends with a space", id="space-at-end"),
        pytest.param(
            "Planks.",
            "x" * 2001,
            "6: the description has 2001 characters, at most 2000 are allowed",
            id="description-long",
        ),
        pytest.param("The Pier", "x" * 81, "5: the name has 81 characters, at most 80 are allowed", id="name-long"),
        pytest.param("The Pier", "", "5: the name must be text", id="name-missing-value"),
        pytest.param("    name: The Pier\n", "", "5: room 'pier' lacks the key 'name'", id="name-missing"),
        pytest.param(
            "    name: The Pier\n",
            "    name: A\n    name: B\n",
            "6: room 'pier' has the key 'name' twice",
            id="name-twice",
        ),
        pytest.param(
            "    name: The Pier\n",
            "    name: A\n    smell: B\n",
            "6: room 'pier' has the unknown key 'smell'",
            id="room-unknown-key",
        ),
    ],
)
def test_a_broken_file_is_reported_with_line_and_reason(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    assert GOOD.count(old) == 1

    reported = complaints(tmp_path, GOOD.replace(old, new))

    assert f"a.yaml:{complaint}" in reported


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param("", "1: the file is empty", id="empty"),
        pytest.param("# nothing\n", "1: the file is empty", id="only-a-comment"),
        pytest.param("rooms", "1: the file must be a mapping", id="scalar"),
        pytest.param("zone: bay\nrooms: {}\n", "2: rooms is empty", id="no-rooms"),
        pytest.param("zone: bay\nrooms: [pier]\n", "2: rooms must be a mapping", id="rooms-are-a-list"),
        pytest.param("zone: bay\nrooms: {pier: x}\n", "2: room 'pier' must be a mapping", id="room-is-text"),
        pytest.param(
            "zone: bay\nrooms: {Pier: {}}\n",
            "2: the room 'Pier' must be lower-case words with hyphens, like 'net-quay'",
            id="room-slug",
        ),
        pytest.param("zone: bay\n", "1: the file lacks the key 'rooms'", id="rooms-missing"),
        pytest.param("start: pier\nrooms: {}\n", "1: the file lacks the key 'zone'", id="zone-missing"),
        pytest.param(
            "zone: bay\n  rooms:\n", "2: not valid YAML: mapping values are not allowed here", id="indentation"
        ),
        pytest.param(
            "zone: bay\n---\nzone: bay\n", "2: not valid YAML: but found another document", id="two-documents"
        ),
        pytest.param("zone: &a [*a]\n", "1: the zone must be text", id="alias-to-itself"),
        pytest.param("[" * 5000, "1: cannot be read: maximum recursion depth exceeded", id="nested-without-end"),
        pytest.param('zone:\n  "\\UFFFFFFFF"\n', "2: cannot be read: ", id="escape-beyond-unicode"),
        pytest.param(
            "zone: bay\n\n# a\x01b\n", "3: cannot be read: unacceptable character #x0001", id="control-character"
        ),
        pytest.param("? [a, b]\n: c\n", "1: the file has a key that is not text", id="list-as-key"),
    ],
)
def test_a_file_that_tells_no_zone_is_reported(tmp_path: Path, text: str, complaint: str) -> None:
    assert any(line.startswith(f"a.yaml:{complaint}") for line in complaints(tmp_path, text))


def test_a_file_in_the_wrong_encoding_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(GOOD.replace("Sand", "Dünen").encode("latin-1"))

    with pytest.raises(WorldError, match=r"^a\.yaml:10: cannot be read: 'utf-8' codec can't decode"):
        load_world(tmp_path)
