"""A small good world for tests to break, and what the loader says of it then."""

from pathlib import Path

import pytest

from server.world import WorldError, load_world

GOOD = """\
zone: bay
start: pier
rooms:
  pier:
    name: The Pier
    description: Planks.
    exits: {east: beach}
  beach:
    name: The Beach
    description: Sand.
    exits:
      west: pier
"""


def complaints(folder: Path, *files: str) -> list[str]:
    """Writes the files as a.yaml, b.yaml… and returns what `load_world` says of them."""
    for name, text in zip("abc", files, strict=False):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(WorldError) as caught:
        load_world(folder)
    return str(caught.value).splitlines()
