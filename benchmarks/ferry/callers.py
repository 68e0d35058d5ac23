"""Generated code on the facade: services, un-annotated helpers, handlers, commands in tables, and tests with mocks."""

from random import Random

from benchmarks.ferry.domains import Operation, operations
from benchmarks.ferry.pure import FunctionNames

_OPERATIONS = operations()

# How a method of a service reaches the facade; `{get}` returns an entity or None, `{list}` a list, `{count}` a number.
_METHODS: tuple[str, ...] = (
    '''\
    def {name}(self, key: str) -> int:
        """Return the {noun} of one entry."""
        found = self.{attribute}.{get}(key)
        if found is None:
            return {number}
        return entry(found.level) + {number}
''',
    '''\
    def {name}(self, keys: list[str]) -> list[str]:
        """Return the {noun} of several entries."""
        found = [self.{attribute}.{get}(key) for key in keys if key.strip()]
        return [one.title() for one in found if one is not None and one.level > {number}]
''',
    '''\
    def {name}(self, key: str, least: int = {number}) -> bool:
        """Tell whether there is enough {noun}."""
        if self.{attribute}.{count}(key) > least:
            return True
        return any(one.level > least for one in self.{attribute}.{list}(limit=least))
''',
    '''\
    def {name}(self, key: str) -> str:
        """Raise the {noun} and say what it is now."""
        made = self.{attribute}.{save}({entity}(key, {number}))
        self.seen[key] = self.seen.get(key, 0) + made.level
        return f"{{made.title()}}: {{award(self.{attribute}, key)}}"
''',
    '''\
    def {name}(self, key: str) -> int:
        """Return the {noun}, by the shared store."""
        store = get_persistence()
        total = 0
        for one in store.{list}(limit={number}):
            total += one.level
        return total + look_up(key)
''',
    '''\
    def {name}(self, key: str) -> int:
        """Return the {noun} of this and of {other}."""
        from app.services.{other}.service import {other_cls}

        return {other_cls}(self.{attribute}).{shared}(key) + {number}
''',
    '''\
    def {name}(self, values: Sequence[float]) -> float:
        """Return the {noun} of the values; no store is needed."""
        kept = sorted(value for value in values if value >= {number})
        middle = len(kept) // 2
        if not kept:
            return 0.0
        return kept[middle] if len(kept) % 2 else (kept[middle - 1] + kept[middle]) / 2
''',
)
_HELPER = '''\
def {name}(persistence, key, least={number}):
    """Return the {noun}; nobody wrote down of what."""
    found = persistence.{get}(key)
    if found is None or found.level < least:
        return persistence.{count}(key)
    return found.level


'''
_HANDLER = '''\
@router.get("/{domain}/{name}/{{key}}")
def {name}(key: str, request: Request) -> dict[str, object]:
    """Answer with the {noun}."""
    persistence = request.app.state.container.persistence
    found = persistence.{get}(key)
    if found is None:
        return {{"status": {number}, "key": key}}
    return {{"title": found.title(), "near": [one.key for one in persistence.{list}(limit={number})]}}


'''
_SERVED = '''\
@router.get("/{domain}/{name}/{{key}}")
def {name}(key: str, service: {cls} = Depends(provide)) -> dict[str, object]:
    """Answer with the {noun}, by the service."""
    return {{"known": service.known(key), "total": service.{shared}(key), "noise": {number}}}


'''
_COMMAND = '''\
def {name}(words: list[str], persistence: PersistenceLayer) -> str:
    """Say the {noun}."""
    if not words:
        return "which {noun}?"
    key = words[0].lower()
    found = persistence.{get}(key)
    if found is None and persistence.{count}(key) < {number}:
        return f"no {{key}} here"
    return found.title() if found is not None else {cls}(persistence).title_of(key)


'''
_TESTS: tuple[str, ...] = (
    """\
def test_{name}(persistence) -> None:
    persistence.{get}.return_value = {entity}("one", {number})
    service = {cls}(persistence)

    assert service.{shared}("one") >= 0
    persistence.{get}.assert_called_once_with("one")


""",
    """\
def test_{name}() -> None:
    store = MagicMock(spec=PersistenceLayer)
    store.{count}.return_value = {number}
    service = {cls}(store)

    assert service.title_of("one") is not None
    assert store.{count}("one") == {number}


""",
    """\
def test_{name}() -> None:
    with patch("app.services.{domain}.helpers.get_persistence") as accessor:
        layer = accessor.return_value
        layer.{get}.return_value = {entity}("two", {number})

        assert look_up("two") == {number}


""",
)


def class_name(domain: str) -> str:
    """Return the name of the domain's service."""
    return "".join(word.title() for word in domain.split("_")) + "Service"


def _values(chance: Random, names: FunctionNames, domain: str, other: str) -> dict[str, object]:
    name, noun = names.new()
    by_kind = {kind: chance.choice([op for op in _OPERATIONS if op.name.startswith(kind)]) for kind in _KINDS}
    saved: Operation = by_kind["save"]
    return {
        **{kind: operation.name for kind, operation in by_kind.items()},
        "name": name, "noun": noun, "number": chance.randrange(1, 60), "domain": domain, "other": other,
        "cls": class_name(domain), "other_cls": class_name(other), "entity": saved.entity, "shared": "total_of",
    }  # fmt: skip


_KINDS = ("get", "list", "save", "count")


def service(domain: str, other: str, methods: int, chance: Random) -> str:
    """Return the service of a domain; it calls the service of `other`, which may call it back."""
    attribute = chance.choice(("_persistence", "_store", "persistence"))
    names = FunctionNames(chance)
    chosen = [(chance.choice(_METHODS), _values(chance, names, domain, other)) for _ in range(methods)]
    body = "\n".join(text.format(**{**values, "attribute": attribute}) for text, values in chosen)
    entities = sorted({str(values["entity"]) for _, values in chosen})
    return f'''\
"""The {domain} service."""

from collections.abc import Sequence

from app.library.{domain}.rules import entry
from app.models import {", ".join(entities)}
from app.persistence import PersistenceLayer, get_persistence
from app.services.base import BaseService
from app.services.{domain}.helpers import all_of, award, look_up


class {class_name(domain)}(BaseService):
    """What can be done with a {domain}."""

    def __init__(self, persistence: PersistenceLayer) -> None:
        super().__init__(persistence)
        {f"self.{attribute} = persistence" if attribute != "_persistence" else "self.calls = 0"}
        self.seen: dict[str, int] = {{}}

    def total_of(self, key: str) -> int:
        """Return all there is."""
        return self.{attribute}.count_players(key) + all_of(self.{attribute}, key)

    def title_of(self, key: str) -> str:
        """Name it."""
        found = self.{attribute}.get_title(key)
        return found.title() if found is not None else key

{body}'''


def helpers(domain: str, count: int, chance: Random) -> str:
    """Return un-annotated functions through which the facade goes."""
    names = FunctionNames(chance)
    parts = [
        f'"""Small things around a {domain}."""\n\nfrom app.persistence import get_persistence\n\n\n'
        'def award(persistence, key):\n    """Give a title."""\n    found = persistence.get_player(key)\n'
        "    return found.title() if found is not None else persistence.count_titles(key)\n\n\n"
        'def look_up(key):\n    """Return a level."""\n    store = get_persistence()\n'
        "    found = store.get_player(key)\n    return found.level if found is not None else 0\n\n\n"
        "def _pair(key):\n    return get_persistence(), key\n\n\n"
        'def paired(key):\n    """Return a number by way of a pair."""\n    store, own = _pair(key)\n'
        "    return store.count_rooms(own)\n\n\n"
    ]
    chosen = [_values(chance, names, domain, domain) for _ in range(count)]
    parts += [_HELPER.format(**values) for values in chosen]
    calls = "".join(f"    total += {values['name']}(persistence, key)\n" for values in chosen)
    parts.append(f'def all_of(persistence, key):\n    """Return the sum."""\n    total = 0\n{calls}    return total\n')
    return "".join(parts)


def handlers(domain: str, count: int, chance: Random) -> str:
    """Return web handlers; some reach the facade through the application's state, some through a service."""
    names = FunctionNames(chance)
    cls = class_name(domain)
    head = f'''\
"""HTTP for {domain}."""

from fastapi import APIRouter, Depends, Request

from app.persistence import get_persistence
from app.services.{domain}.service import {cls}

router = APIRouter()


def provide() -> {cls}:
    """Build the service."""
    return {cls}(get_persistence())


'''
    texts = (_HANDLER, _HANDLER, _SERVED)
    parts = [chance.choice(texts).format(**_values(chance, names, domain, domain)) for _ in range(count)]
    return (head + "".join(parts)).rstrip("\n") + "\n"


def commands(domain: str, count: int, chance: Random) -> str:
    """Return commands in a table, and what runs one by its name."""
    names = FunctionNames(chance)
    cls = class_name(domain)
    head = f'''\
"""Commands about {domain}."""

from collections.abc import Callable

from app.persistence import PersistenceLayer, get_persistence
from app.services.{domain}.service import {cls}


'''
    chosen = [_values(chance, names, domain, domain) for _ in range(count)]
    rows = "".join(f'    "{values["name"]}": {values["name"]},\n' for values in chosen)
    tail = f'''\
class {cls}View:
    """What a page shows."""

    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    @property
    def size(self) -> int:
        """A property cannot be awaited."""
        return self.layer.count_rooms()


COMMANDS: dict[str, Callable[[list[str], PersistenceLayer], str]] = {{
{rows}}}


def run(line: str) -> str:
    """Run one line."""
    name, *words = line.split()
    command = COMMANDS.get(name)
    return command(words, get_persistence()) if command is not None else "what?"
'''
    return head + "".join(_COMMAND.format(**values) for values in chosen) + tail


def service_tests(domain: str, count: int, chance: Random) -> str:
    """Return tests of the service with mocks of the facade of several kinds."""
    names = FunctionNames(chance)
    chosen = [(chance.choice(_TESTS), _values(chance, names, domain, domain)) for _ in range(count)]
    entities = sorted({str(values["entity"]) for _, values in chosen})
    head = f'''\
"""The {domain} service does what it says."""

from unittest.mock import MagicMock, patch

from app.models import {", ".join(entities)}
from app.persistence import PersistenceLayer
from app.services.{domain}.helpers import look_up
from app.services.{domain}.service import {class_name(domain)}


'''
    return (head + "".join(text.format(**values) for text, values in chosen)).rstrip("\n") + "\n"
