"""Generated code that has nothing to do with persistence: rules, shapes, and classes whose methods share its names."""

from random import Random

from benchmarks.ferry.domains import operations

_VERBS = ("weigh", "rank", "blend", "trim", "spread", "scale", "fold", "match", "pace", "steer", "gauge", "shape")
_NOUNS = ("cost", "load", "range", "score", "share", "curve", "depth", "level", "pulse", "chance", "yield", "span")

_BODIES: tuple[str, ...] = (
    '''\
def {name}(values: Sequence[float], weight: float = {number}.5) -> float:
    """Return the {noun} of the values, each weighed by its place."""
    total = 0.0
    for place, value in enumerate(values, start=1):
        if value < 0:
            continue
        total += value * weight / (place + {number})
    if total > {limit}:
        total = {limit} + math.log1p(total - {limit})
    return round(total, 4)
''',
    '''\
def {name}(entries: Mapping[str, int], *, least: int = {number}) -> dict[str, int]:
    """Return the entries whose {noun} is large enough, largest first."""
    kept = {{key: value for key, value in entries.items() if value >= least}}
    ordered = sorted(kept.items(), key=lambda pair: (-pair[1], pair[0]))
    result: dict[str, int] = {{}}
    for key, value in ordered[:{limit}]:
        label = key.strip().lower()
        result[label] = result.get(label, 0) + value
    return result
''',
    '''\
def {name}(text: str, width: int = {limit}) -> list[str]:
    """Break a {noun} text into lines of at most `width` characters."""
    lines: list[str] = []
    current: list[str] = []
    used = 0
    for word in text.split():
        # A word that is too long for any line stands alone.
        if used + len(word) + len(current) > width and current:
            lines.append(" ".join(current))
            current, used = [], 0
        current.append(word)
        used += len(word)
    if current:
        lines.append(" ".join(current))
    return lines
''',
    '''\
def {name}(level: int, bonus: int | None = None) -> int:
    """Return the {noun} at a level; a bonus counts once."""
    match level % {number_or_two}:
        case 0:
            base = level * {number}
        case 1 if bonus is not None:
            base = level + bonus
        case _:
            base = {limit}
    try:
        extra = {limit} // max(level - {number}, 0)
    except ZeroDivisionError:
        extra = 0
    return {call}
''',
    '''\
def {name}(grid: list[list[int]]) -> tuple[int, int]:
    """Return where the {noun} of the grid is highest."""
    best = (0, 0)
    for row, line in enumerate(grid):
        for column, value in enumerate(line):
            top, left = best
            if value > grid[top][left] or (value == grid[top][left] and column < left):
                best = (row, column)
    LOGGER.debug("highest %s at %s", "{noun}", best)
    return best
''',
)

_HEAD = '''\
"""{title}: rules without any state."""

import logging
import math
from collections.abc import Mapping, Sequence
{imports}
LOGGER = logging.getLogger(__name__)

'''


class FunctionNames:
    """Names that do not repeat within a module."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._used: set[str] = set()

    def new(self) -> tuple[str, str]:
        """Return a name and its noun."""
        verb, noun = self._chance.choice(_VERBS), self._chance.choice(_NOUNS)
        name = f"{verb}_{noun}"
        while name in self._used:
            name = f"{verb}_{noun}_{len(self._used)}"
        self._used.add(name)
        return name, noun


def rules(title: str, lines: int, chance: Random, neighbour: tuple[str, str] | None) -> str:
    """Return a module of functions; `neighbour` is a module and a function `(level: int) -> int` in it to call."""
    names = FunctionNames(chance)
    imports = f"\nfrom {neighbour[0]} import {neighbour[1]} as neighbour\n" if neighbour else ""
    parts = [_HEAD.format(title=title.title(), imports=imports)]
    parts.append('def entry(level: int) -> int:\n    """Return what others build on."""\n    return level * 2 + 1\n')
    length = parts[0].count("\n") + 6
    while length < lines:
        name, noun = names.new()
        number = chance.randrange(1, 9)
        call = "neighbour(base) + extra" if neighbour and chance.random() < 0.5 else "base + extra"
        body = chance.choice(_BODIES).format(
            name=name, noun=noun, number=number, number_or_two=max(number, 2), call=call,
            limit=chance.randrange(20, 200),
        )  # fmt: skip
        parts.append(body)
        length += body.count("\n") + 2
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def shape_name(title: str, number: int) -> str:
    """Return the name of a class in the `shapes` module of a title."""
    return f"{''.join(word.title() for word in title.split('_'))}Shape{number or ''}"


def shapes(title: str, lines: int, chance: Random, base: tuple[str, str] | None) -> str:
    """Return a module of classes, each of which derives from the one before it or, the first, from `base`."""
    head = f'"""{title.title()}: what there is."""\n\nfrom dataclasses import dataclass, field\n'
    head += f"\nfrom {base[0]} import {base[1]}\n" if base else ""
    parts = [head]
    length, above = head.count("\n") + 2, base[1] if base else ""
    number = 0
    while length < lines or number == 0:
        name = shape_name(title, number)
        text = _shape(name, above if chance.random() < 0.7 or number == 0 else "", number, chance)
        parts.append(text)
        length += text.count("\n") + 2
        above, number = name, number + 1
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def _shape(name: str, above: str, number: int, chance: Random) -> str:
    lines = [
        "@dataclass",
        f"class {name}{f'({above})' if above else ''}:",
        f'    """A kind of thing, number {number}."""',
        "",
        f"    label: str = {name.lower()!r}" if not above else f"    suffix_{number}: str = {name.lower()!r}",
        f"    points_{number}: int = {chance.randrange(100)}",
        f"    parts_{number}: list[str] = field(default_factory=list)",
        "",
        "    @property",
        f"    def weight_{number}(self) -> float:",
        '        """How much it weighs."""',
        f"        return self.points_{number} / (1 + len(self.parts_{number}))",
        "",
        "    def describe(self) -> str:",
        '        """Say what it is."""',
        f"        return {'super().describe()' if above else 'self.label'} + f' x{{self.points_{number}}}'",
        "",
        f"    def extend_{number}(self, *names: str, limit: int = {chance.randrange(3, 30)}) -> int:",
        '        """Take in parts; returns how many there are now."""',
        "        for name in names:",
        f"            if name and name not in self.parts_{number} and len(self.parts_{number}) < limit:",
        f"                self.parts_{number}.append(name.strip())",
        f"        return len(self.parts_{number})",
    ]
    return "\n".join(lines) + "\n"


def namesakes(title: str, lines: int, chance: Random) -> str:
    """Return a module with a registry whose methods have names of the facade's, and functions that call them."""
    cls = "".join(word.title() for word in title.split("_")) + "Registry"
    own = sorted(chance.sample(sorted(op.name for op in operations()), 8))
    parts = [f'"""{title.title()}: a registry in memory; its methods only look like those of the store."""\n']
    methods = [
        f"    def {name}(self, key: str = '', limit: int = {chance.randrange(1, 50)}) -> int:\n"
        f'        """Look into memory."""\n'
        f"        self.seen[key] = self.seen.get(key, 0) + limit\n"
        f"        return self.seen[key]\n"
        for name in own
    ]
    body = f'class {cls}:\n    """Counts what was asked for."""\n\n    def __init__(self) -> None:\n'
    parts.append(body + "        self.seen: dict[str, int] = {}\n\n" + "\n".join(methods))
    length = sum(part.count("\n") + 2 for part in parts)
    names = FunctionNames(chance)
    while length < lines:
        name, noun = names.new()
        chosen = chance.sample(own, 2)
        typed = chance.random() < 0.8
        made = "" if typed else f"    registry = {cls}()\n"
        text = (
            f"def {name}({f'registry: {cls}, ' if typed else ''}key: str, times: int = {chance.randrange(2, 9)})"
            " -> int:\n"
            f'    """Return the {noun} of a key."""\n{made}    total = 0\n'
            f"    for _ in range(times):\n        total += registry.{chosen[0]}(key)\n"
            f"        if total > {chance.randrange(50, 500)}:\n            break\n"
            f"    return total + registry.{chosen[1]}(key, limit=times)\n"
        )
        parts.append(text)
        length += text.count("\n") + 2
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"
