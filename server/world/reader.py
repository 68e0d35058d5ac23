"""Walks the nodes of one YAML file and gathers what is wrong with them.

Nodes, not Python values: they know their lines, show duplicate keys, and build no objects.
"""

import re
from collections.abc import Iterator, Set

import yaml

from server.world.drafts import Place
from server.world.errors import Problem

NAME_LIMIT = 80
DESCRIPTION_LIMIT = 2000
_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_SLUG_LIMIT = 40
_STR = "tag:yaml.org,2002:str"
_BOOL = "tag:yaml.org,2002:bool"


class NodeReader:
    """Reads values out of the nodes of `file`. What is wrong goes to `problems`, and the value read is None."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def place(self, node: yaml.Node) -> Place:
        """Where the node begins."""
        return Place(self.file, node.start_mark.line + 1)

    def complain(self, node: yaml.Node, reason: str) -> None:
        """Notes a problem at the node."""
        self.problems.append(Problem(self.file, self.place(node).line, reason))

    def entries(self, node: yaml.Node, what: str) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
        """Yields key, key node and value node of a mapping; keys that are no text or come twice are left out."""
        if not isinstance(node, yaml.MappingNode):
            self.complain(node, f"{what} must be a mapping")
            return
        seen: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.tag != _STR:
                self.complain(key, f"{what} has a key that is not text")
            elif key.value in seen:
                self.complain(key, f"{what} has the key {key.value!r} twice")
            else:
                seen.add(key.value)
                yield key.value, key, value

    def fields(self, node: yaml.Node, what: str, *, required: Set[str], optional: Set[str]) -> dict[str, yaml.Node]:
        """The values of a mapping whose keys are fixed; unknown and missing keys are problems."""
        fields: dict[str, yaml.Node] = {}
        for key, key_node, value in self.entries(node, what):
            if key in required or key in optional:
                fields[key] = value
            else:
                self.complain(key_node, f"{what} has the unknown key {key!r}")
        if isinstance(node, yaml.MappingNode):
            present = {key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)}
            for missing in sorted(required - present):
                self.complain(node, f"{what} lacks the key {missing!r}")
        return fields

    def text(self, node: yaml.Node, what: str, limit: int) -> str | None:
        """Text on one line of 1 to `limit` characters, all printable, without space at its ends."""
        if not isinstance(node, yaml.ScalarNode) or node.tag != _STR:
            self.complain(node, f"{what} must be text")
            return None
        value = str(node.value)
        if fault := _fault(value, limit):
            self.complain(node, f"{what} {fault}")
            return None
        return value

    def slug(self, node: yaml.Node, what: str) -> str | None:
        """The name of a zone or a room in ids: lower-case words with hyphens."""
        value = self.text(node, what, _SLUG_LIMIT)
        if value is None or _SLUG.fullmatch(value):
            return value
        self.complain(node, f"{what} {value!r} must be lower-case words with hyphens, like 'net-quay'")
        return None

    def flag(self, node: yaml.Node, what: str) -> bool:
        """`true` or `false`; what is neither counts as false."""
        if not isinstance(node, yaml.ScalarNode) or node.tag != _BOOL or node.value not in ("true", "false"):
            self.complain(node, f"{what} must be true or false")
            return False
        return bool(node.value == "true")


def _fault(value: str, limit: int) -> str | None:
    """What is wrong with a text, to follow its name."""
    if not value.strip():
        return "is empty"
    if len(value) > limit:
        return f"has {len(value)} characters, at most {limit} are allowed"
    if odd := next((char for char in value if not char.isprintable()), None):
        return f"has the control character U+{ord(odd):04X}"
    if value != value.strip():
        return "begins or ends with a space"
    return None
