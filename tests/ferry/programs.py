"""Small programs over the facade, made from a seed: leaves that call it in many styles, functions that combine them.

Every program has a `main()` that calls `show(…)` with what it sees, ends, and does the same on every run. Half of the
programs keep their leaves in a package whose step comes later.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

_HEAD = """\
import functools
from contextlib import contextmanager
from functools import partial
from app.models import Player
from app.persistence import PersistenceLayer, get_persistence
from app.programs import pick, show, traced
"""

# Each leaf: what it defines, and how it is used; `{n}` numbers it. Kinds: a number, an iterable, a context manager.
_LEAVES: dict[str, tuple[str, str, str]] = {
    "plain": ("int", "level{n}({layer}, {a})", """
def level{n}(layer: PersistenceLayer, n: int) -> int:
    return layer.get_player(pick(n)).level + n
"""),
    "untyped": ("int", "plain{n}({layer}, {a})", """
def plain{n}(store, n):
    player = store.get_player(pick(n))
    return player.level if player else 0
"""),
    "accessor": ("int", "asked{n}({a})", """
def asked{n}(n: int) -> int:
    return get_persistence().get_player(pick(n)).level
"""),
    "method": ("int", "Reader{n}({layer}).level({a})", """
class Base{n}:
    def __init__(self, layer: PersistenceLayer) -> None:
        self._layer = layer

    def level(self, n: int) -> int:
        return 1


class Reader{n}(Base{n}):
    def level(self, n: int) -> int:
        return super().level(n) + self._layer.get_player(pick(n)).level
"""),
    "generator": ("iter", "above{n}({layer}, {a})", """
def above{n}(layer: PersistenceLayer, n: int):
    for player in layer.list_players():
        if player.level > n % 4:
            yield player.level
"""),
    "delegating": ("iter", "both{n}({layer}, {a})", """
def first{n}(layer: PersistenceLayer):
    yield layer.count_players()


def both{n}(layer: PersistenceLayer, n: int):
    yield n
    yield from first{n}(layer)
    yield from (n, n + 1)
"""),
    "pipeline": ("iter", "raised{n}(listed{n}({layer}), {a})", """
def listed{n}(layer: PersistenceLayer):
    for player in layer.list_players():
        yield player.level


def raised{n}(levels, n: int):
    for level in levels:
        if level != n:
            yield level + n
"""),
    "iterable": ("iter", "Roster{n}({layer}, {a})", """
class Roster{n}:
    def __init__(self, layer: PersistenceLayer, n: int) -> None:
        self.layer = layer
        self.n = n

    def __iter__(self):
        for player in self.layer.list_players():
            yield player.level + self.n
"""),
    "manager": ("with", "holding{n}({layer}, {a})", """
@contextmanager
def holding{n}(layer: PersistenceLayer, n: int):
    show("enter", n)
    try:
        yield layer.get_player(pick(n)).level
    finally:
        show("leave", layer.count_players())
"""),
    "entered": ("with", "Edit{n}({layer}, {a})", """
class Edit{n}:
    def __init__(self, layer: PersistenceLayer, n: int) -> None:
        self.layer = layer
        self.n = n

    def __enter__(self) -> int:
        self.player = self.layer.get_player(pick(self.n))
        return self.player.level

    def __exit__(self, *error: object) -> None:
        self.player.level += 1
        self.layer.save_player(self.player)
"""),
    "decorated": ("int", "seen{n}({layer}, {a}) + unseen{n}({a})", """
@traced
def seen{n}(layer: PersistenceLayer, n: int) -> int:
    return layer.get_player(pick(n)).level


@traced
def unseen{n}(n: int) -> int:
    return n
"""),
    "table": ("int", "TABLE{n}['one' if {a} % 2 else 'two']({layer}, {a})", """
def one{n}(layer: PersistenceLayer, n: int) -> int:
    return layer.count_players() + n


def two{n}(layer: PersistenceLayer, n: int) -> int:
    return n


TABLE{n} = {{"one": one{n}, "two": two{n}}}
"""),
    "registered": ("int", "COMMANDS{n}['count']({layer}, {a})", """
COMMANDS{n} = {{}}


def command{n}(name):
    def register(function):
        COMMANDS{n}[name] = function
        return function

    return register


@command{n}("count")
def count{n}(layer: PersistenceLayer, n: int) -> int:
    return layer.count_players() + n
"""),
    "prefix": ("int", "Verbs{n}({layer}).run('get' if {a} > 2 else 'add', {a})", """
class Verbs{n}:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def do_get(self, n: int) -> int:
        return self.layer.get_player(pick(n)).level

    def do_add(self, n: int) -> int:
        return n + 1

    def run(self, name: str, n: int) -> int:
        return getattr(self, f"do_{{name}}")(n)
"""),
    "static": ("int", "Tools{n}.level({layer}, {a}) + Tools{n}.count({layer})", """
class Tools{n}:
    @staticmethod
    def level(layer: PersistenceLayer, n: int) -> int:
        return layer.get_player(pick(n)).level

    @classmethod
    def count(cls, layer: PersistenceLayer) -> int:
        return layer.count_players()
"""),
    "closure": ("int", "maker{n}({layer})({a})", """
def maker{n}(layer: PersistenceLayer):
    def inner(n: int) -> int:
        return layer.get_player(pick(n)).level

    return inner
"""),
    "recursive": ("int", "again{n}({layer}, {a} % 3)", """
def again{n}(layer: PersistenceLayer, n: int) -> int:
    return 0 if n <= 0 else layer.count_players() + again{n}(layer, n - 1)
"""),
    "pair": ("int", "paired{n}({a})", """
def pair{n}():
    return get_persistence(), 2


def paired{n}(n: int) -> int:
    layer, more = pair{n}()
    return layer.get_player(pick(n)).level + more
"""),
    "bound": ("int", "bound{n}({layer}, {a})", """
def bound{n}(layer: PersistenceLayer, n: int) -> int:
    get = layer.get_player
    ask = partial(layer.get_player, pick(n))
    hand_on = lambda i: layer.get_player(i)
    return get(pick(n)).level + ask().level + hand_on(pick(n)).level
"""),
    "probed": ("int", "probed{n}({layer}, {a})", """
def probed{n}(layer: PersistenceLayer, n: int) -> int:
    if hasattr(layer, "get_player"):
        return getattr(layer, "get_player")(pick(n)).level
    return -1
"""),
    "property": ("int", "Sized{n}({layer}).size", """
class Sized{n}:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    @property
    def size(self) -> int:
        return self.layer.count_players()
"""),
    "by_key": ("int", "by_key{n}({layer}, {a})", """
def rank{n}(i: int) -> int:
    show("rank", i)
    return get_persistence().get_player(i).level % 3


def by_key{n}(layer: PersistenceLayer, n: int) -> int:
    numbers = [3, 1, 5, 2, 4]
    show(sorted(numbers, key=rank{n}), sorted(numbers, key=lambda i: -layer.get_player(i).level, reverse=True))
    numbers.sort(key=lambda i: (layer.get_player(i).level if i > n else 0, i))
    show(numbers, max(numbers, key=rank{n}), min([], key=rank{n}, default=n))
    return min(numbers, key=lambda i: layer.get_player(i).level)
"""),
    "decided": ("int", "int(any{n}({a})) + int(all{n}({layer}, {a}))", """
def holds{n}(i: int) -> bool:
    show("holds", i)
    return get_persistence().get_player(i).level > 1


def any{n}(n: int) -> bool:
    return any(holds{n}(i) or i > n for i in (1, 2, 3, 4) if i != 2)


def all{n}(layer: PersistenceLayer, n: int) -> bool:
    return all(not holds{n}(i) for row in [[3, 1], [5, 4]] if layer.count_players() for i in row)
"""),
    "mapped": ("int", "mapped{n}({layer}, {a})", """
def passes{n}(i: int) -> bool:
    show("passes", i)
    return get_persistence().get_player(i).level > 1


def mapped{n}(layer: PersistenceLayer, n: int) -> int:
    show(list(map(lambda i: layer.get_player(i).level, [1, 2])), set(filter(passes{n}, [3, 4])))
    for number in filter(passes{n}, [1, 2, 3]):
        show("found", number)
        if number > n:
            break
    return sum(map(lambda i: layer.get_player(i).level if i != n else i, [1, 2, 3]))
"""),
    "sort_key": ("int", "sort_key{n}({layer})", """
def sort_key{n}(layer: PersistenceLayer) -> int:
    return sorted([1, 2, 3], key=None if layer is None else lambda i: -layer.get_player(i).level)[0]
"""),
}  # fmt: skip
_BLOCKED = {"property", "sort_key"}


@dataclass
class Program:
    """The files of one program, and the module that has `main`."""

    main: str
    files: dict[str, str]


@dataclass
class _Writer:
    seed: int
    random: Random = field(init=False)
    calls: dict[str, list[str]] = field(default_factory=lambda: {"int": [], "iter": [], "with": []})
    showing: set[str] = field(default_factory=set)
    """Those of the calls that may show something."""
    is_silent: bool = False
    depth: int = 0
    variables: int = 0

    def __post_init__(self) -> None:
        self.random = Random(self.seed)

    def leaves(self) -> str:
        """Define some leaves and remember how they are called."""
        names = sorted(set(_LEAVES) - _BLOCKED)
        chosen = self.random.sample(names, 5)
        if self.seed % 6 == 0:
            chosen.append(self.random.choice(sorted(_BLOCKED)))
        parts = []
        for number, name in enumerate(chosen):
            kind, use, text = _LEAVES[name]
            parts.append(text.format(n=number))
            self.calls[kind].append(use.replace("{n}", str(number)))
            if "show(" in text or "@traced" in text:
                self.showing.add(self.calls[kind][-1])
        return "\n".join(parts)

    def pick(self, *choices: str) -> str:
        return self.random.choice(choices)

    def call(self, kind: str) -> str:
        uses = [use for use in self.calls[kind] if not (self.is_silent and use in self.showing)]
        use = self.random.choice(uses or ["n"])
        return use.format(layer="layer", a=self.pick("n", "1", "2", "3", "n + 1", "total"))

    def decision(self, form: Callable[[], str]) -> str:
        """Return an expression that stops where it is decided: what gets a list then asks for the rest, and shows none.

        `apply` notes that; see Limits in docs/FERRY.md.
        """
        outer, self.is_silent = self.is_silent, True
        try:
            return form()
        finally:
            self.is_silent = outer

    def number(self) -> str:
        """Return an expression for a number."""
        self.depth += 1
        try:
            if self.depth > 2:
                return self.pick("n", "1", "2", "layer.count_players()")
            forms: list[Callable[[], str]] = [
                lambda: f"({self.number()} + {self.number()})",
                lambda: f"({self.number()} * 2 - {self.number()})",
                lambda: f"({self.number()} if {self.truth()} else {self.number()})",
                lambda: "layer.get_player(pick(n)).level",
                lambda: f"len([{self.number()} for n in range(3) if {self.truth()}])",
                lambda: f"sum({self.number()} for n in range(3))",
                lambda: f"max({{{self.number()} for n in range(2)}})",
                lambda: f"sorted([{self.number()}, {self.number()}], reverse=True)[0]",
                lambda: f"[{self.number()}, 3][0]",
                lambda: f"dict(a={self.number()})['a']",
                lambda: f"{{n: {self.number()} for n in range(2)}}[1]",
                lambda: "int(f'{layer.count_players() + n}')",
                lambda: f"(-{self.number()})",
            ]
            forms += [lambda: f"({self.call('int')})"] * 6
            if self.calls["iter"]:
                forms += [
                    lambda: f"sum({self.call('iter')})",
                    lambda: f"len(list({self.call('iter')}))",
                    lambda: f"max({self.call('iter')}, default=0)",
                    lambda: f"sum(v + {self.number()} for v in {self.call('iter')})",
                    lambda: f"sum([i * v for i, v in enumerate({self.call('iter')}, n)])",
                    lambda: f"len([v for v in {self.call('iter')} if v > {self.number()}])",
                ]
            return self.random.choice(forms)()
        finally:
            self.depth -= 1

    def truth(self) -> str:
        """Return an expression for a truth value."""
        forms: list[Callable[[], str]] = [
            lambda: f"{self.number()} > {self.number()}",
            lambda: f"not {self.number()}",
            lambda: f"({self.number()} > 2 and {self.number()} < 9)",
            lambda: f"({self.number()} or {self.number()})",
            lambda: "layer.is_admin(n)",
            lambda: self.decision(lambda: f"any({self.number()} > 3 for n in range(3))"),
            lambda: self.decision(lambda: f"all({self.number()} for n in (1, 2))"),
            lambda: f"0 < {self.number()} <= 5",
            lambda: f"{self.number()} in ({self.number()}, 4)",
        ]
        if self.calls["iter"]:
            forms.append(lambda: self.decision(lambda: f"any(v == {self.number()} for v in {self.call('iter')})"))
            forms.append(lambda: f"{self.number()} in {self.call('iter')}")
        return self.random.choice(forms)()

    def statements(self, indent: str, room: int) -> list[str]:
        """Return some statements that work on `total`."""
        lines: list[str] = []
        for _ in range(self.random.randint(1, 3)):
            lines += self.statement(indent, room)
        return lines

    def statement(self, indent: str, room: int) -> list[str]:
        inner = indent + "    "
        simple: list[Callable[[], list[str]]] = [
            lambda: [f"{indent}total = {self.number()}"],
            lambda: [f"{indent}total += {self.number()}"],
            lambda: [f"{indent}show({self.number()}, {self.truth()})"],
            lambda: [f"{indent}assert {self.number()} is not None, 'never'"],
            lambda: [f"{indent}if (found := {self.number()}) > 1:", f"{inner}show(found)"],
            lambda: [f"{indent}layer.save_player(Player(pick(n), 'new', {self.number()}))"],
            lambda: [f"{indent}first, *rest = [{self.number()}, {self.number()}]", f"{indent}show(first, *rest)"],
        ]
        if room <= 0:
            return self.random.choice(simple)()
        blocks: list[Callable[[], list[str]]] = [
            lambda: [f"{indent}if {self.truth()}:", *self.statements(inner, room - 1), f"{indent}else:",
                     *self.statements(inner, room - 1)],
            lambda: [f"{indent}for n in range(2):", *self.statements(inner, room - 1)],
            lambda: [f"{indent}for player in layer.list_players():", f"{inner}show(player.name)",
                     *self.statements(inner, room - 1)],
            lambda: [f"{indent}try:", *self.statements(inner, room - 1), f"{inner}1 // ({self.number()})",
                     f"{indent}except ZeroDivisionError:", f"{inner}show('zero')", f"{indent}finally:",
                     *self.statements(inner, room - 1)],
            lambda: [f"{indent}while total < 3:", f"{inner}total = abs(total) + 1 + abs({self.number()})"],
        ]  # fmt: skip
        if self.calls["iter"]:
            blocks += [
                lambda: [f"{indent}for value in {self.call('iter')}:", f"{inner}show(value)",
                         *self.statements(inner, room - 1)],
                lambda: [f"{indent}for place, value in enumerate({self.call('iter')}, {self.pick('0', '1', 'total')}):",
                         f"{inner}if value == 1:", f"{inner}    continue", f"{inner}show(place, value)",
                         *self.statements(inner, room - 1)],
                lambda: self.kept(indent, inner),
            ]  # fmt: skip
        if self.calls["with"]:
            blocks += [
                lambda: [f"{indent}with {self.call('with')} as held:", f"{inner}show(held)",
                         *self.statements(inner, room - 1)],
                lambda: [f"{indent}with open('/dev/null') as file, {self.call('with')} as held:",
                         f"{inner}show(held, file.closed)"],
            ]  # fmt: skip
        return self.random.choice([*simple, *blocks, *blocks])()

    def kept(self, indent: str, inner: str) -> list[str]:
        """Return statements by which a variable of its own keeps an iterator until a loop reads it."""
        self.variables += 1
        name = f"kept{self.variables}"
        return [f"{indent}{name} = {self.call('iter')}", f"{indent}total += {self.number()}",
                f"{indent}for value in {name}:", f"{inner}show(value)"]  # fmt: skip

    def function(self, number: int) -> str:
        """Return a function that combines leaves, and can be called like one."""
        style = self.pick("layer: PersistenceLayer", "layer", "layer: PersistenceLayer | None = None")
        lines = [f"def work{number}({style}, n: int = 1) -> int:"]
        if "None" in style:
            lines.append("    layer = layer or get_persistence()")
        lines += ["    total = 0", *self.statements("    ", 1), f"    return total + {self.number()}"]
        self.calls["int"].append(f"work{number}({{layer}}, {{a}})")
        self.showing.add(self.calls["int"][-1])
        return "\n".join(lines)


def make_program(seed: int) -> Program:
    """Return the program of the seed."""
    writer = _Writer(seed)
    leaves = writer.leaves()
    functions = "\n\n\n".join(writer.function(number) for number in range(3))
    main = (
        "def main() -> None:\n    layer = get_persistence()\n"
        "    for i in range(1, 6):\n        layer.save_player(Player(i, f'p{i}', i * 7 % 5))\n"
        "    for n in range(3):\n        show(work0(layer, n), work1(layer, n), work2(layer, n=n))\n"
    )
    name = f"program{seed}"
    if seed % 2:
        body = f"{_HEAD}{_imports(f'app.later.{name}', leaves)}\n\n{functions}\n\n\n{main}"
        return Program(f"cases.{name}", {f"cases/{name}.py": body, f"app/later/{name}.py": f"{_HEAD}\n{leaves}"})
    return Program(f"cases.{name}", {f"cases/{name}.py": f"{_HEAD}\n{leaves}\n\n{functions}\n\n\n{main}"})


def _imports(module: str, text: str) -> str:
    names = [
        line.split()[1].partition("(")[0].rstrip(":") for line in text.splitlines() if line[:4] in {"def ", "clas"}
    ]
    names += [line.partition(" ")[0] for line in text.splitlines() if line.startswith(("TABLE", "COMMANDS"))]
    return f"from {module} import {', '.join(sorted(names))}\n"
