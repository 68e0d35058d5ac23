"""The directions in which a room may have an exit."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

OPPOSITE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "north": "south",
        "northeast": "southwest",
        "east": "west",
        "southeast": "northwest",
        "south": "north",
        "southwest": "northeast",
        "west": "east",
        "northwest": "southeast",
        "up": "down",
        "down": "up",
    }
)
"""Every known direction, in the order in which players read them, with the direction that leads back."""
