"""The facade in arguments that are handed on: to libraries, by wrappers, later, and spread in a call."""

from pathlib import Path

import pytest

from tests.ferry.conftest import migrate_modules

GIVEN_WITH = {
    "a method of its class": 'Page.as_view("page", get_persistence())',
    "a class": "library.make(Page, get_persistence())",
    "a class in a table": 'library.Application([("/", Page, dict(layer=get_persistence()))])',
    "a method": "library.call(Page(None).show, 1, get_persistence())",
}
VIEW = """\
import library

from app.persistence import PersistenceLayer, get_persistence


class Page(library.View):
    def __init__(self, layer{annotation}):
        self.layer = layer

    def get(self):
        return self.layer.get_player(1)

    def show(self, n, layer{annotation}):
        return layer.get_player(n)


def start():
    layer = get_persistence()
    print(layer.get_player(2))
    return {given}
"""


@pytest.mark.parametrize("annotation", ["", ": PersistenceLayer"], ids=["unknown", "annotated"])
@pytest.mark.parametrize("given", GIVEN_WITH.values(), ids=GIVEN_WITH)
def test_what_a_library_is_given_with_code_that_takes_it_stays_with_that(
    empty_tree: Path, given: str, annotation: str
) -> None:
    view = VIEW.format(annotation=annotation, given=given.replace("get_persistence()", "layer"))

    changes = migrate_modules(empty_tree, view=view)

    assert ("unknown" if not annotation else "override") in {blocker.kind for blocker in changes.blockers}
    assert changes.contents == {}


def test_one_of_the_further_arguments_that_are_handed_on_changes_where_it_is_used(empty_tree: Path) -> None:
    rest = (
        "from app.persistence import get_persistence\n\n\ndef first(*layers):\n    return pick(*layers)\n\n\n"
        "def pick(*layers):\n    return layers[0]\n\n\n"
        "def size():\n    return first(get_persistence()).count_players()\n"
    )

    changes = migrate_modules(empty_tree, rest=rest)

    assert changes.blockers == []
    assert (changes.contents["cases/rest.py"] or b"").endswith(
        b"async def size():\n    return await first(get_async_persistence()).count_players()\n"
    )


def test_further_arguments_that_are_looked_into_carry_it(empty_tree: Path) -> None:
    rest = (
        "from app.persistence import get_persistence\n\n\n"
        "def sizes(*layers):\n    return [layer.count_players() for layer in layers]\n\n\n"
        "def named(**layers):\n    return [layer.count_players() for _, layer in layers.items()]\n\n\n"
        "def show():\n    return sizes(get_persistence()), named(one=get_persistence())\n"
    )

    changes = migrate_modules(empty_tree, rest=rest)

    assert changes.blockers == []
    assert (changes.contents["cases/rest.py"] or b"").count(b"await layer.count_players()") == 2


@pytest.mark.parametrize("asked", ["args[0].is_admin(1)", "names['layer'].is_admin(1)"])
def test_a_wrapper_that_asks_one_of_its_arguments_changes_with_what_it_wraps(empty_tree: Path, asked: str) -> None:
    given = "get_persistence()" if "args" in asked else "layer=get_persistence()"
    wrapper = (
        "import functools\n\nfrom app.persistence import get_persistence\n\n\n"
        "def checked(function):\n    @functools.wraps(function)\n    def wrapper(*args, **names):\n"
        f"        if not {asked}:\n            raise PermissionError(args)\n"
        "        return function(*args, **names)\n\n    return wrapper\n\n\n"
        "@checked\ndef level(layer):\n    return layer.get_player(1).level\n\n\n"
        f"def level_of_first():\n    return level({given})\n"
    )

    changes = migrate_modules(empty_tree, wrapper=wrapper)

    assert changes.blockers == []
    text = (changes.contents["cases/wrapper.py"] or b"").decode()
    assert f"        if not await {asked}:" in text
    assert "        return await function(*args, **names)" in text
    assert "    return (await layer.get_player_by_id(1)).level" in text


@pytest.mark.parametrize("start", [
    "threading.Thread(target=show, args=(get_persistence(), 2)).start()",
    "threading.Thread(None, show, None, (get_persistence(), 2)).start()",
    "threading.Timer(1.0, show, kwargs={'layer': get_persistence(), 'n': 2}).start()",
    "atexit.register(show, get_persistence(), n=2)",
    "contextlib.ExitStack().callback(show, get_persistence(), 2)",
])  # fmt: skip
def test_what_a_function_is_to_be_called_with_later_stays(empty_tree: Path, start: str) -> None:
    later = (
        "import atexit\nimport contextlib\nimport threading\n\nfrom app.persistence import get_persistence\n\n\n"
        f"def show(layer, n):\n    print(layer.get_player(n).name)\n\n\ndef run():\n    {start}\n"
    )

    changes = migrate_modules(empty_tree, later=later)

    assert {(blocker.kind, blocker.line) for blocker in changes.blockers} == {("held_back", 9), ("callback", 13)}
    assert changes.contents == {}


@pytest.mark.parametrize("run", [
    "call(use, 2, layer)",
    "make(Holder, layer).go(2)",
    "Job(use, 2, layer).go()",
    "send(3, layer=layer)",
    "(use(*(2, layer)))",
])  # fmt: skip
@pytest.mark.parametrize("is_blocked", [False, True], ids=["free", "blocked"])
def test_what_a_call_spreads_goes_where_its_parameters_go(empty_tree: Path, run: str, *, is_blocked: bool) -> None:
    spread = (
        "from app.persistence import PersistenceLayer, get_persistence\n\n\n"
        "def use(n: int, layer: PersistenceLayer) -> str:\n    return layer.get_player(n).name\n\n\n"
        "def call(function, *args):\n    return function(*args)\n\n\n"
        "def make(cls, *args):\n    return cls(*args)\n\n\n"
        "class Holder:\n    def __init__(self, layer: PersistenceLayer) -> None:\n        self.layer = layer\n\n"
        "    def go(self, n: int) -> str:\n        return self.layer.get_player(n).name\n\n\n"
        "class Job:\n    def __init__(self, function, *args) -> None:\n        self.function = function\n"
        "        self.args = args\n\n    def go(self):\n        return self.function(*self.args)\n\n\n"
        "RECEIVERS = [use]\n\n\n"
        "def send(*args, **names):\n    return [receiver(*args, **names) for receiver in RECEIVERS]\n\n\n"
    )
    key = "max(1, 1, key=lambda n: layer.get_player(n).level)" if is_blocked else "None"
    spread += f"def main():\n    layer = get_persistence()\n    return {key}, {run}\n"

    changes = migrate_modules(empty_tree, spread=spread)

    text = (empty_tree / "cases" / "spread.py").read_bytes()
    used = b"def go(self, n: int)" if "Holder" in run else b"def use("
    is_async = b"async " + used in text
    assert is_async == (b"get_async_persistence()" in text)
    assert not is_blocked or not is_async
    assert is_blocked == bool(changes.blockers)


def test_what_an_object_in_the_place_of_a_function_gets_stays_with_the_function(empty_tree: Path) -> None:
    guarded = (
        "from app.persistence import PersistenceLayer\n\n\nclass Guard:\n"
        "    def __init__(self, function) -> None:\n        self.function = function\n\n"
        "    def __call__(self, layer, number):\n        return self.function(layer, number)\n\n\n"
        "@Guard\ndef size(layer: PersistenceLayer, number: int) -> int:\n    return layer.count_players()\n"
    )
    calling = (
        "from app.persistence import get_persistence\nfrom cases import guarded\n\n\n"
        "def work():\n    layer = get_persistence()\n    return guarded.size(layer, 1), layer.is_admin(1)\n"
    )

    changes = migrate_modules(empty_tree, guarded=guarded, calling=calling)

    assert {"decorator", "held_back"} <= {blocker.kind for blocker in changes.blockers}
    assert changes.contents == {}


GUARDS = """\
import functools

from app.persistence import get_persistence


def admins_only(view):
    @functools.wraps(view)
    def wrapper(player):
        return view(player) if get_persistence().is_admin(player) else "no"

    return wrapper
"""
GUARDED = """\
from cases.guards import admins_only{renamed}


@{name}
def title(player):
    return "title"


def show():
    return title(1).upper()
"""


@pytest.mark.parametrize(("renamed", "name"), [("", "admins_only"), (" as guard", "guard")])
def test_what_a_wrapper_wraps_under_any_name_is_awaited_or_stays(empty_tree: Path, renamed: str, name: str) -> None:
    other = GUARDED.format(renamed="", name="admins_only")

    changes = migrate_modules(
        empty_tree, guards=GUARDS, guarded=GUARDED.format(renamed=renamed, name=name), other=other
    )

    text = (changes.contents.get("cases/guarded.py") or b"").decode()
    assert ("return (await title(1)).upper()" in text) != ("decorator" in {b.kind for b in changes.blockers})
    assert ("cases/guards.py" in changes.contents) == (not changes.blockers)


def test_a_method_that_is_called_getattr_is_no_question(empty_tree: Path) -> None:
    disk = "class Disk:\n    def getattr(self):\n        return 1\n\n\ndef read():\n    return Disk().getattr()\n"

    assert migrate_modules(empty_tree, disk=disk).blockers == []
