"""The facade in objects of which nothing is known: what they may hold, give and be given."""

from pathlib import Path

import pytest

from tests.ferry.conftest import migrate_modules

PAGE = """\
from app.persistence import PersistenceLayer, get_persistence


class Page:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def given(self) -> PersistenceLayer:
        return self.layer

    def size(self) -> int:
        return self.given().count_players()


"""
HOOKS = {
    "a question of its class": "def hook(o):\n    return isinstance(o.layer, (PersistenceLayer, str))\n",
    "a hook that nobody is seen to call": "def hook(o):\n    return o.layer.get_player(1)\n",
    "an object out of an unknown one": (
        "def hook(o):\n    for one in o.pages:\n        return one.layer.get_player(1)\n"
    ),
    "a result of an unknown object": "def hook(o):\n    return o.given().get_player(1)\n",
    "a descriptor": "class Lazy:\n    def __get__(self, o, owner):\n        return o.layer.get_player(1)\n",
    "a comparison": "class Lazy:\n    def __eq__(self, other):\n        return other.layer.get_player(1)\n",
    "an object that is called": (
        "class Lazy:\n    def __call__(self, o):\n        x = o\n        return x.layer.get_player(1)\n"
    ),
    "a method of a library's heir": (
        "import json\n\n\nclass Encoder(json.JSONEncoder):\n    def default(self, o):\n"
        "        return o.layer.get_player(1) if hasattr(o, 'layer') else super().default(o)\n"
    ),
}
HELD = {
    "text": 'eval("Holder()")',
    "the names of the module": 'globals()["Holder"]()',
    "a module by its name": "import_module(sys.argv[1]).Holder()",
    "a file": 'pickle.load(open("holder", "rb"))',
    "a queue": "QUEUE.get()",
    "a function that is given several": "functools.reduce(lambda one, _: one, [Holder()])",
    "a proxy": "weakref.proxy(HOLDER)",
    "a hook of a parser": 'json.loads("{}", object_hook=lambda _: Holder())',
    "a class that is made": 'type("Other", (Holder,), {})()',
}
HOLDER = """\
import functools
import json
import pickle
import queue
import sys
import weakref
from importlib import import_module

from app.persistence import PersistenceLayer, get_persistence


class Holder:
    def make(self):
        return get_persistence()


HOLDER = Holder()
QUEUE = queue.Queue()
QUEUE.put(HOLDER)


"""


@pytest.mark.parametrize("hook", HOOKS.values(), ids=HOOKS)
def test_an_attribute_of_an_object_that_nobody_is_seen_to_give_keeps_those_of_its_name(
    empty_tree: Path, hook: str
) -> None:
    changes = migrate_modules(empty_tree, page=PAGE + hook)

    assert "unknown" in {blocker.kind for blocker in changes.blockers}
    assert changes.contents == {}


@pytest.mark.parametrize("wanted", ["", "    show(layer)\n"], ids=["used", "used and given to what wants the facade"])
@pytest.mark.parametrize("holder", HELD.values(), ids=HELD)
def test_what_a_method_of_an_unknown_object_gives_stays(empty_tree: Path, holder: str, wanted: str) -> None:
    show = "def show(layer: PersistenceLayer) -> None:\n    print(layer.get_player(1))\n\n\n" if wanted else ""
    use = (
        f"{show}def size(holder):\n    layer = holder.make()\n{wanted}    return layer.count_players()\n\n\n"
        f"def main():\n    return size({holder})\n"
    )

    changes = migrate_modules(empty_tree, held=HOLDER + use)

    assert "unknown" in {blocker.kind for blocker in changes.blockers}
    assert changes.contents == {}


def test_what_a_method_of_an_unknown_object_gives_to_an_annotated_parameter_stays_with_that(empty_tree: Path) -> None:
    use = (
        "def sizes(layer: PersistenceLayer):\n    yield layer.count_players()\n\n\n"
        "def last(holder):\n    return zip('a', sizes(holder.make()))\n\n\n"
        "def main():\n    return last(eval('Holder()'))\n"
    )

    changes = migrate_modules(empty_tree, held=HOLDER + use)

    assert "unknown" in {blocker.kind for blocker in changes.blockers}
    assert changes.contents == {}


def test_an_unknown_object_that_is_used_and_given_where_the_facade_is_wanted_keeps_that_on_it(empty_tree: Path) -> None:
    use = (
        "from app.persistence import PersistenceLayer\n\n\n"
        "class Page:\n    def __init__(self, layer: PersistenceLayer) -> None:\n        self.layer = layer\n\n"
        "    def size(self) -> int:\n        return self.layer.count_players()\n\n\n"
        "def show(found):\n    print(found.get_player(1))\n    return Page(found).size()\n\n\n"
        "def main(name):\n    return show(globals()[name])\n"
    )

    changes = migrate_modules(empty_tree, page=use)

    assert ("unknown", 13) in {(blocker.kind, blocker.line) for blocker in changes.blockers}
    assert changes.contents == {}


def test_an_unknown_object_beside_the_facade_keeps_what_it_may_be_made_of(empty_tree: Path) -> None:
    use = (
        "def note(thing):\n    print(thing)\n\n\n"
        "def size(holder):\n    layer = holder.make()\n    note(layer)\n    return layer.count_players()\n\n\n"
        "def main():\n    note(get_persistence())\n    return size(eval('Holder()'))\n"
    )

    changes = migrate_modules(empty_tree, held=HOLDER + use)

    assert "unknown" in {blocker.kind for blocker in changes.blockers}
    assert changes.contents == {}


def test_an_attribute_that_an_unknown_object_may_get_stays(empty_tree: Path) -> None:
    page = (
        "from app.persistence import PersistenceLayer, get_persistence\n\n\n"
        "class Page:\n    layer: PersistenceLayer\n\n\n"
        "def fill(o):\n    o.layer = get_persistence()\n\n\n"
        "def size(page: Page) -> int:\n    return page.layer.count_players()\n"
    )

    changes = migrate_modules(empty_tree, page=page)

    assert ("unknown", 9) in {(blocker.kind, blocker.line) for blocker in changes.blockers}
    assert changes.contents == {}


def test_an_object_of_a_class_that_click_makes_gets_it(empty_tree: Path) -> None:
    page = (
        "import click\n\nfrom app.persistence import PersistenceLayer, get_persistence\n\n\n"
        "class Page:\n    layer: PersistenceLayer\n\n\n"
        "def size(context) -> int:\n    page = context.ensure_object(Page)\n    page.layer = get_persistence()\n"
        "    return page.layer.count_players()\n"
    )

    changes = migrate_modules(empty_tree, page=page)

    assert changes.blockers == []
    assert b"page.layer = get_async_persistence()" in (changes.contents["cases/page.py"] or b"")


def test_what_a_dependency_takes_out_of_an_unknown_object_stays(empty_tree: Path) -> None:
    web = (
        "from fastapi import Depends, Request\n\nfrom app.persistence import PersistenceLayer, get_persistence\n\n\n"
        "def start(app):\n    app.extra.layer = get_persistence()\n\n\n"
        "def kept(request: Request) -> PersistenceLayer:\n    return request.app.extra.layer\n\n\n"
        "async def size(layer: PersistenceLayer = Depends(kept)) -> int:\n    return layer.count_players()\n"
    )

    changes = migrate_modules(empty_tree, web=web)

    assert ("untraced", 7) in {(blocker.kind, blocker.line) for blocker in changes.blockers}
    assert changes.contents == {}


def test_what_a_plain_call_fills_is_no_such_object(empty_tree: Path) -> None:
    call = "def show(o):\n    return o.layer.get_player(1)\n\n\ndef run():\n    return show(Page(get_persistence()))\n"

    changes = migrate_modules(empty_tree, page=PAGE + call)

    assert changes.blockers == []
    assert b"await o.layer.get_player_by_id(1)" in (changes.contents["cases/page.py"] or b"")


@pytest.mark.parametrize(
    ("put", "read"),
    [
        ("STORE", "STORE"),
        ("KEYS.store", "KEYS.store"),
        ("chosen()", "'store'"),
        ("'store'", "chosen()"),
        ("STORE", "key"),
    ],
)
def test_an_item_of_an_unknown_object_stays_where_it_may_be_read_again(empty_tree: Path, put: str, read: str) -> None:
    text = (
        "from web import Key, Application\nfrom app.persistence import get_persistence\nfrom cases import keys as KEYS"
        "\n\nSTORE = Key('store')\n\n\ndef build(chosen):\n    app = Application()\n"
        f"    app[{put}] = get_persistence()\n    return app\n\n\n"
        f"def show(request, chosen):\n    key = chosen()\n    return request.app[{read}].count_players()\n"
    )

    changes = migrate_modules(empty_tree, web=text, keys="store = 'store'\n")

    assert (empty_tree / "cases" / "web.py").read_text(encoding="utf-8") == text
    assert [(b.line, b.kind) for b in changes.blockers] == [(16, "unknown")]


def test_an_item_of_a_table_does_not_stay_because_of_an_unknown_one(empty_tree: Path) -> None:
    text = (
        "from app.persistence import get_persistence\n\nTABLE = {}\n\n\ndef fill(name):\n"
        "    TABLE[name] = get_persistence()\n    return TABLE[name].count_players()\n\n\n"
        "def show(request, name):\n    return request.app[name].count_players()\n"
    )

    migrate_modules(empty_tree, web=text)

    assert "return await TABLE[name].count_players()" in (empty_tree / "cases" / "web.py").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "stand_in",
    ["Mock()", "Mock(**{'size.return_value': 3})", "SimpleNamespace(size=lambda: 3)", "FakePage()", "make_page()"],
)
def test_what_only_tests_give_does_not_say_what_the_object_is(empty_tree: Path, stand_in: str) -> None:
    show = "def show(page):\n    return f'{page.size()} players'\n"
    test = (
        "from types import SimpleNamespace\nfrom unittest.mock import Mock\n\nfrom cases.show import show\n\n\n"
        "class FakePage:\n    def size(self):\n        return 3\n\n\n"
        "def make_page():\n    return FakePage()\n\n\n"
        f"def test_show():\n    assert show({stand_in})\n"
    )

    changes = migrate_modules(empty_tree, page=PAGE, show=show, test_show=test)

    assert ("cases/show.py", 2, "unknown") in [(b.file, b.line, b.kind) for b in changes.blockers]
    assert changes.contents == {}


USERS = (
    "from app.persistence import PersistenceLayer, get_persistence\n\n\n"
    "class Users:\n    def __init__(self, layer: PersistenceLayer) -> None:\n        self.layer = layer\n\n"
    "    def update(self, key):\n        return self.layer.get_player(key)\n\n\n"
    "def users():\n    return Users(get_persistence())\n"
)
UPDATED = "def make():\n    app = Web(__name__)\n    app.settings.update({})\n    return app\n"
GIVEN = {
    "by its name": "def fill(app):\n    app.settings = users()\n",
    "by a keyword": "def fill():\n    return Web(settings=users())\n",
    "by a name in a text": "def fill(app):\n    setattr(app, 'settings', users())\n",
}


def test_an_attribute_that_only_a_library_gives_its_object_is_none_of_the_trees(empty_tree: Path) -> None:
    web = "from web import Web\n\n\n" + UPDATED

    changes = migrate_modules(empty_tree, users=USERS, web=web)

    assert changes.blockers == []
    assert b"async def update" in (changes.contents["cases/users.py"] or b"")


@pytest.mark.parametrize("given", GIVEN.values(), ids=GIVEN)
def test_an_attribute_that_the_tree_may_give_a_librarys_object_stays_unknown(empty_tree: Path, given: str) -> None:
    web = f"from web import Web\n\nfrom cases.users import users\n\n\n{UPDATED}\n\n{given}"

    changes = migrate_modules(empty_tree, users=USERS, web=web)

    assert ("cases/web.py", 8, "unknown") in [(b.file, b.line, b.kind) for b in changes.blockers]
    assert changes.contents == {}


def test_a_fake_of_a_test_does_not_prove_that_a_call_is_not_the_facades(empty_tree: Path) -> None:
    start = (
        "from app.persistence import get_persistence\n\n\nclass Desk:\n    def __init__(self, layer):\n"
        "        self.layer = layer\n\n"
        "    def size(self):\n        return self.layer.count_players()\n\n\n"
        "def start(plugins):\n    return plugins.call(Desk, {'layer': get_persistence()})\n"
    )
    test = (
        "from cases.start import Desk\n\n\nclass FakeLayer:\n    def count_players(self):\n        return 3\n\n\n"
        "def test_size():\n    assert Desk(FakeLayer()).size() == 3\n"
    )

    changes = migrate_modules(empty_tree, start=start, test_start=test)

    assert [(b.file, b.line, b.kind) for b in changes.blockers] == [("cases/start.py", 9, "unknown")]
    assert changes.contents == {}


@pytest.mark.parametrize(
    ("put", "use"),
    [
        ("container.register('layer', get_persistence())", "return container.resolve('layer').count_players()"),
        (
            "container.config.setdefault(NAME, get_persistence())",
            "return container.config.get('layer').count_players()",
        ),
        ("container.register(NAME, layer=get_persistence())", "return Page(container.resolve(Page)).size()"),
        ("container.register(NAME, get_persistence())", "return container.resolve(Page).size()"),
    ],
)
def test_what_is_only_given_to_an_unknown_object_stays_where_one_uses_it(empty_tree: Path, put: str, use: str) -> None:
    text = (
        "from app.persistence import get_persistence\n\nNAME = 'layer'\n\n\nclass Page:\n"
        "    def __init__(self, layer):\n        self.layer = layer\n\n"
        "    def size(self):\n        return self.layer.count_players()\n\n\n"
        f"def wire(container):\n    {put}\n    container.register('page', Page)\n\n\n"
        f"def show(container):\n    {use}\n"
    )

    changes = migrate_modules(empty_tree, wired=text)

    assert "unknown" in {b.kind for b in changes.blockers}
    assert changes.contents == {}
