"""The facade goes where only a name leads: out of unknown objects, loaded modules, and modules by their own name."""

from pathlib import Path

import pytest

from tests.ferry.conftest import copy_tree, migrate
from tools.ferry.rewrite import Changes

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
GIVING = "from app.persistence import get_persistence\n\n\ndef load(settings):\n    return get_persistence()\n"
LOADS = {
    "a module that is loaded": "import_module(settings['name']).load(settings)",
    "a name that is asked of it": "getattr(import_module(settings['name']), 'load')(settings)",
    "a name that is put together": "getattr(import_module(settings['name']), settings['function'])(settings)",
}
RECORDS = {
    "a named tuple": ("Kept = namedtuple('Kept', ['layer', 'user'])", "Kept(get_persistence(), 1)", "it.layer"),
    "a named tuple, changed": (
        "Kept = namedtuple('Kept', 'layer, user')", "Kept(get_persistence(), 1)._replace(user=2)", "it.layer",
    ),
    "an heir of a named tuple": (
        "class Kept(namedtuple('Kept', 'layer user')):\n    pass", "Kept(get_persistence(), 1)", "it.layer",
    ),
    "a typed one": (
        "Kept = NamedTuple('Kept', [('layer', object), ('user', int)])", "Kept(get_persistence(), 1)", "it.layer",
    ),
    "a made dataclass": (
        "Kept = make_dataclass('Kept', [('layer', object), 'user'])", "Kept(get_persistence(), 1)", "it.layer",
    ),
    "an exception": ("", "KeyError(get_persistence())", "it.args[0]"),
}  # fmt: skip
LET_GO = {
    "a pair of two lists": "for _, it in zip('a', [get_persistence()]):\n        return it.count_players()",
    "a product": "return [it.count_players() for it, _ in itertools.product([get_persistence()], 'ab')]",
    "an item of a table": (
        "table = {'a': get_persistence()}\n    _, it = table.popitem()\n    return it.count_players()"
    ),
    "an item method": "return Giving()['a'].count_players()",
    "an object that is called": "return Giving()().count_players()",
    "a thread": "return pool.submit(give).result().count_players()",
    "a stack of contexts": "return contextlib.ExitStack().enter_context(Giving()).count_players()",
    "an operator": "return (~Giving()).count_players()",
}
MADE_OF = {
    "an iterator": "return [it.count_players() for it in Giving()]",
    "a descriptor": "return Page.layer.count_players()",
    "a made property": "return Page().made.count_players()",
    "one of the further arguments": "return first(give()).count_players()",
}
GIVERS = """\
import contextlib
import itertools
from concurrent.futures import ThreadPoolExecutor

from app.persistence import get_persistence

pool = ThreadPoolExecutor()


def give():
    return get_persistence()


def first(*layers):
    return layers[0]


class Giving:
    def _give(self, *rest):
        return get_persistence()

    def __call__(self):
        return get_persistence()

    def __getitem__(self, key):
        return get_persistence()

    def __get__(self, page, owner):
        return get_persistence()

    def __iter__(self):
        yield get_persistence()

    def __invert__(self):
        return get_persistence()

    def __enter__(self):
        return get_persistence()

    def __exit__(self, *error):
        return None


class Page:
    layer = Giving()

    def _made(self):
        return get_persistence()

    made = property(_made)


"""
CAUGHT = {
    "of any class": ("raise Wrong(get_persistence())", "except Exception as e:", "e.layer"),
    "what it was made of": ("raise Plain(1, get_persistence())", "except Plain as e:", "e.args[1]"),
    "what its base was made of": ("raise Based(get_persistence())", "except Based as e:", "e.args[0]"),
    "out of a copy": ("raise ValueError(1, get_persistence())", "except ValueError as e:", "tuple(e.args)[1]"),
    "the cause": ("raise KeyError from Wrong(get_persistence())", "except KeyError as e:", "e.__cause__.layer"),
    "one of a group": (
        "raise ExceptionGroup('', [Wrong(get_persistence())])", "except* Wrong as e:", "e.exceptions[0].layer",
    ),
    "asked of the interpreter": ("raise Wrong(get_persistence())", "except Wrong:", "sys.exc_info()[1].layer"),
    "what a generator returns": ("next(give())", "except StopIteration as e:", "e.value"),
}  # fmt: skip
RAISING = """\
import sys

from app.persistence import get_persistence


class Plain(Exception):
    pass


class Wrong(Exception):
    def __init__(self, layer):
        self.layer = layer


class Based(Exception):
    def __init__(self, *parts):
        super().__init__(*parts)


def give():
    yield from ()
    return get_persistence()


"""
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
SETTINGS = """\
from app.persistence import get_persistence

layer = None


def setup() -> None:
    global layer
    layer = get_persistence()
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree whose `cases` folder is empty."""
    copy_tree(tmp_path)
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "__init__.py").write_text("", encoding="utf-8")
    return tmp_path


def migrated(tree: Path, **modules: str) -> Changes:
    """Migrate these modules."""
    for name, text in modules.items():
        (tree / "cases" / f"{name}.py").write_text(text, encoding="utf-8")
    return migrate(tree)


@pytest.mark.parametrize("hook", HOOKS.values(), ids=HOOKS)
def test_an_attribute_of_an_object_that_nobody_is_seen_to_give_keeps_those_of_its_name(tree: Path, hook: str) -> None:
    changes = migrated(tree, page=PAGE + hook)

    assert "unknown" in {blocker.kind for blocker in changes.blockers}
    assert changes.contents == {}


@pytest.mark.parametrize("wanted", ["", "    show(layer)\n"], ids=["used", "used and given to what wants the facade"])
@pytest.mark.parametrize("holder", HELD.values(), ids=HELD)
def test_what_a_method_of_an_unknown_object_gives_stays(tree: Path, holder: str, wanted: str) -> None:
    show = "def show(layer: PersistenceLayer) -> None:\n    print(layer.get_player(1))\n\n\n" if wanted else ""
    use = (
        f"{show}def size(holder):\n    layer = holder.make()\n{wanted}    return layer.count_players()\n\n\n"
        f"def main():\n    return size({holder})\n"
    )

    changes = migrated(tree, held=HOLDER + use)

    assert "unknown" in {blocker.kind for blocker in changes.blockers}
    assert changes.contents == {}


def test_what_a_method_of_an_unknown_object_gives_to_an_annotated_parameter_stays_with_that(tree: Path) -> None:
    use = (
        "def sizes(layer: PersistenceLayer):\n    yield layer.count_players()\n\n\n"
        "def last(holder):\n    return zip('a', sizes(holder.make()))\n\n\n"
        "def main():\n    return last(eval('Holder()'))\n"
    )

    changes = migrated(tree, held=HOLDER + use)

    assert "unknown" in {blocker.kind for blocker in changes.blockers}
    assert changes.contents == {}


def test_an_unknown_object_that_is_used_and_given_where_the_facade_is_wanted_keeps_that_on_it(tree: Path) -> None:
    use = (
        "from app.persistence import PersistenceLayer\n\n\n"
        "class Page:\n    def __init__(self, layer: PersistenceLayer) -> None:\n        self.layer = layer\n\n"
        "    def size(self) -> int:\n        return self.layer.count_players()\n\n\n"
        "def show(found):\n    print(found.get_player(1))\n    return Page(found).size()\n\n\n"
        "def main(name):\n    return show(globals()[name])\n"
    )

    changes = migrated(tree, page=use)

    assert ("unknown", 13) in {(blocker.kind, blocker.line) for blocker in changes.blockers}
    assert changes.contents == {}


def test_an_unknown_object_beside_the_facade_keeps_what_it_may_be_made_of(tree: Path) -> None:
    use = (
        "def note(thing):\n    print(thing)\n\n\n"
        "def size(holder):\n    layer = holder.make()\n    note(layer)\n    return layer.count_players()\n\n\n"
        "def main():\n    note(get_persistence())\n    return size(eval('Holder()'))\n"
    )

    changes = migrated(tree, held=HOLDER + use)

    assert "unknown" in {blocker.kind for blocker in changes.blockers}
    assert changes.contents == {}


@pytest.mark.parametrize("annotation", ["", ": PersistenceLayer"], ids=["unknown", "annotated"])
@pytest.mark.parametrize("given", GIVEN_WITH.values(), ids=GIVEN_WITH)
def test_what_a_library_is_given_with_code_that_takes_it_stays_with_that(
    tree: Path, given: str, annotation: str
) -> None:
    view = VIEW.format(annotation=annotation, given=given.replace("get_persistence()", "layer"))

    changes = migrated(tree, view=view)

    assert ("unknown" if not annotation else "override") in {blocker.kind for blocker in changes.blockers}
    assert changes.contents == {}


@pytest.mark.parametrize("body", LET_GO.values(), ids=LET_GO)
def test_what_is_let_go_stays_where_the_checker_sees_it_come_out(tree: Path, body: str) -> None:
    use = f"def size():\n    {body}\n"

    changes = migrated(tree, giving=GIVERS + use)

    line = (GIVERS + use).splitlines().index(next(row for row in use.splitlines() if "count" in row)) + 1
    assert ("untraced", line) in {(blocker.kind, blocker.line) for blocker in changes.blockers}
    assert changes.contents == {}


def test_what_a_variable_of_another_module_is_given_comes_out_of_it(tree: Path) -> None:
    place = "import contextvars\n\nVAR = contextvars.ContextVar('VAR')\n"
    use = (
        "from app.persistence import get_persistence\nfrom cases.place import VAR\n\n\n"
        "def size():\n    layers = []\n    layers += [get_persistence()]\n    VAR.set(layers[0])\n"
        "    return VAR.get().count_players()\n"
    )

    changes = migrated(tree, place=place, use=use)

    assert ("unknown", 9) in {(blocker.kind, blocker.line) for blocker in changes.blockers}
    assert changes.contents == {}


def test_a_variable_that_is_looked_up_by_its_name_stays(tree: Path) -> None:
    table = (
        "from app.persistence import get_persistence\n\nLAYER = get_persistence()\n\n\n"
        "def named(name):\n    return globals()[name]\n\n\n"
        "def size():\n    return getattr(named('LAYER'), 'count_players')()\n"
    )

    changes = migrated(tree, table=table)

    assert ("unknown", 11) in {(blocker.kind, blocker.line) for blocker in changes.blockers}
    assert changes.contents == {}


ASKED = {
    "a variable of a module": "getattr(importlib.import_module(Mark.__module__), 'LAYER')",
    "an attribute": "Mark().layer",
}


@pytest.mark.parametrize("origin", ASKED.values(), ids=ASKED)
def test_an_object_that_only_a_question_for_its_class_shows_stays_with_where_it_may_come_from(
    tree: Path, origin: str
) -> None:
    mark = (
        "from app.persistence import get_persistence\n\nLAYER = get_persistence()\n\n\n"
        "class Mark:\n    def __getattr__(self, name):\n        return globals()[name.upper()]\n"
    )
    use = (
        "import importlib\n\nfrom app.persistence import PersistenceLayer\nfrom cases.mark import Mark\n\n\n"
        f"def size():\n    found = {origin}\n"
        "    return found.count_players() if isinstance(found, PersistenceLayer) else 0\n"
    )

    changes = migrated(tree, mark=mark, use=use)

    assert ("untraced", 9) in {(blocker.kind, blocker.line) for blocker in changes.blockers}
    assert changes.contents == {}


def test_an_attribute_of_a_function_comes_out_where_that_name_is_read(tree: Path) -> None:
    holder = (
        "from app.persistence import get_persistence\n\n\ndef holder():\n    pass\n\n\n"
        "def put():\n    holder.layer = get_persistence()\n\n\n"
        "def size():\n    return holder.layer.count_players()\n"
    )

    changes = migrated(tree, holder=holder)

    assert [(blocker.kind, blocker.line) for blocker in changes.blockers] == [("unknown", 13)]
    assert changes.contents == {}


def test_one_of_the_further_arguments_that_are_handed_on_changes_where_it_is_used(tree: Path) -> None:
    rest = (
        "from app.persistence import get_persistence\n\n\ndef first(*layers):\n    return pick(*layers)\n\n\n"
        "def pick(*layers):\n    return layers[0]\n\n\n"
        "def size():\n    return first(get_persistence()).count_players()\n"
    )

    changes = migrated(tree, rest=rest)

    assert changes.blockers == []
    assert (changes.contents["cases/rest.py"] or b"").endswith(
        b"async def size():\n    return await first(get_async_persistence()).count_players()\n"
    )


def test_further_arguments_that_are_looked_into_carry_it(tree: Path) -> None:
    rest = (
        "from app.persistence import get_persistence\n\n\n"
        "def sizes(*layers):\n    return [layer.count_players() for layer in layers]\n\n\n"
        "def named(**layers):\n    return [layer.count_players() for _, layer in layers.items()]\n\n\n"
        "def show():\n    return sizes(get_persistence()), named(one=get_persistence())\n"
    )

    changes = migrated(tree, rest=rest)

    assert changes.blockers == []
    assert (changes.contents["cases/rest.py"] or b"").count(b"await layer.count_players()") == 2


@pytest.mark.parametrize("asked", ["args[0].is_admin(1)", "names['layer'].is_admin(1)"])
def test_a_wrapper_that_asks_one_of_its_arguments_stays(tree: Path, asked: str) -> None:
    given = "get_persistence()" if "args" in asked else "layer=get_persistence()"
    wrapper = (
        "import functools\n\nfrom app.persistence import get_persistence\n\n\n"
        "def checked(function):\n    @functools.wraps(function)\n    def wrapper(*args, **names):\n"
        f"        if not {asked}:\n            raise PermissionError(args)\n"
        "        return function(*args, **names)\n\n    return wrapper\n\n\n"
        "@checked\ndef level(layer):\n    return layer.get_player(1).level\n\n\n"
        f"def level_of_first():\n    return level({given})\n"
    )

    changes = migrated(tree, wrapper=wrapper)

    assert "callback" in {blocker.kind for blocker in changes.blockers}
    assert changes.contents == {}


@pytest.mark.parametrize("start", [
    "threading.Thread(target=show, args=(get_persistence(), 2)).start()",
    "threading.Thread(None, show, None, (get_persistence(), 2)).start()",
    "threading.Timer(1.0, show, kwargs={'layer': get_persistence(), 'n': 2}).start()",
    "atexit.register(show, get_persistence(), n=2)",
    "contextlib.ExitStack().callback(show, get_persistence(), 2)",
])  # fmt: skip
def test_what_a_function_is_to_be_called_with_later_stays(tree: Path, start: str) -> None:
    later = (
        "import atexit\nimport contextlib\nimport threading\n\nfrom app.persistence import get_persistence\n\n\n"
        f"def show(layer, n):\n    print(layer.get_player(n).name)\n\n\ndef run():\n    {start}\n"
    )

    changes = migrated(tree, later=later)

    assert {(blocker.kind, blocker.line) for blocker in changes.blockers} == {("held_back", 9), ("callback", 13)}
    assert changes.contents == {}


STORES = (
    "from app.persistence import PersistenceLayer\n\nLAYERS: dict[str, PersistenceLayer] = {}\n\n\n"
    "def _build() -> PersistenceLayer:\n    return PersistenceLayer()\n\n\n"
    "def _make(kind: str) -> PersistenceLayer:\n    if kind:\n        return _build()\n    raise ValueError\n\n\n"
    "def get_layer() -> PersistenceLayer:\n    if 'one' not in LAYERS:\n        LAYERS['one'] = _make('plain')\n"
    "    return LAYERS['one']\n"
)


def add_accessor_of_stores(tree: Path) -> None:
    config = tree / "ferry.toml"
    accessor = '"app.persistence.layer.get_persistence" = "app.persistence.async_layer.get_async_persistence"'
    own = accessor.replace("app.persistence.layer.get_persistence", "cases.stores.get_layer")
    text = config.read_text(encoding="utf-8").replace(accessor, f"{accessor}\n{own}")
    config.write_text(text.replace("accessors = [", 'accessors = ["cases.stores.get_layer", '), encoding="utf-8")


def test_what_gives_an_accessor_the_facade_stays_with_it(tree: Path) -> None:
    add_accessor_of_stores(tree)
    use = "from cases.stores import get_layer\n\n\ndef size() -> int:\n    return get_layer().count_players()\n"

    changes = migrated(tree, stores=STORES, use=use)

    assert changes.blockers == []
    assert list(changes.contents) == ["cases/use.py"]
    assert b"await get_async_persistence().count_players()" in (changes.contents["cases/use.py"] or b"")


@pytest.mark.parametrize("body", MADE_OF.values(), ids=MADE_OF)
def test_what_the_checker_sees_changes_with_all_that_it_can_be_made_of(tree: Path, body: str) -> None:
    changes = migrated(tree, giving=f"{GIVERS}def size():\n    {body}\n")

    text = (changes.contents["cases/giving.py"] or b"").decode()
    assert changes.blockers == []
    assert "await " in text.partition("async def size():")[2]
    assert "get_persistence()" not in text.replace("get_async_persistence()", "")


def test_an_attribute_that_an_unknown_object_may_get_stays(tree: Path) -> None:
    page = (
        "from app.persistence import PersistenceLayer, get_persistence\n\n\n"
        "class Page:\n    layer: PersistenceLayer\n\n\n"
        "def fill(o):\n    o.layer = get_persistence()\n\n\n"
        "def size(page: Page) -> int:\n    return page.layer.count_players()\n"
    )

    changes = migrated(tree, page=page)

    assert ("unknown", 9) in {(blocker.kind, blocker.line) for blocker in changes.blockers}
    assert changes.contents == {}


def test_an_object_of_a_class_that_click_makes_gets_it(tree: Path) -> None:
    page = (
        "import click\n\nfrom app.persistence import PersistenceLayer, get_persistence\n\n\n"
        "class Page:\n    layer: PersistenceLayer\n\n\n"
        "def size(context) -> int:\n    page = context.ensure_object(Page)\n    page.layer = get_persistence()\n"
        "    return page.layer.count_players()\n"
    )

    changes = migrated(tree, page=page)

    assert changes.blockers == []
    assert b"page.layer = get_async_persistence()" in (changes.contents["cases/page.py"] or b"")


def test_what_a_dependency_takes_out_of_an_unknown_object_stays(tree: Path) -> None:
    web = (
        "from fastapi import Depends, Request\n\nfrom app.persistence import PersistenceLayer, get_persistence\n\n\n"
        "def start(app):\n    app.state.layer = get_persistence()\n\n\n"
        "def kept(request: Request) -> PersistenceLayer:\n    return request.app.state.layer\n\n\n"
        "async def size(layer: PersistenceLayer = Depends(kept)) -> int:\n    return layer.count_players()\n"
    )

    changes = migrated(tree, web=web)

    assert ("untraced", 7) in {(blocker.kind, blocker.line) for blocker in changes.blockers}
    assert changes.contents == {}


@pytest.mark.parametrize("run", [
    "call(use, 2, layer)",
    "make(Holder, layer).go(2)",
    "Job(use, 2, layer).go()",
    "send(3, layer=layer)",
    "(use(*(2, layer)))",
])  # fmt: skip
@pytest.mark.parametrize("is_blocked", [False, True], ids=["free", "blocked"])
def test_what_a_call_spreads_goes_where_its_parameters_go(tree: Path, run: str, *, is_blocked: bool) -> None:
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
    key = "sorted([1], key=lambda n: layer.get_player(n).level)" if is_blocked else "None"
    spread += f"def main():\n    layer = get_persistence()\n    return {key}, {run}\n"

    changes = migrated(tree, spread=spread)

    text = (tree / "cases" / "spread.py").read_bytes()
    used = b"def go(self, n: int)" if "Holder" in run else b"def use("
    is_async = b"async " + used in text
    assert is_async == (b"get_async_persistence()" in text)
    assert not is_blocked or not is_async
    assert is_blocked == bool(changes.blockers)


@pytest.mark.parametrize(("action", "handler", "caught"), CAUGHT.values(), ids=CAUGHT)
def test_what_an_exception_carries_stays(tree: Path, action: str, handler: str, caught: str) -> None:
    use = f"def size():\n    try:\n        {action}\n    {handler}\n        print({caught}.count_players())\n"

    changes = migrated(tree, raising=RAISING + use)

    assert "unknown" in {blocker.kind for blocker in changes.blockers}
    assert changes.contents == {}


def test_only_the_facades_methods_are_reported_of_what_stays_without_an_origin(tree: Path) -> None:
    add_accessor_of_stores(tree)
    use = (
        "from cases.stores import _make\n\n\n"
        "def size():\n    kept = _make('a')\n    kept.shelve(1)\n    return kept.count_players()\n"
    )

    changes = migrated(tree, stores=STORES, use=use)

    assert [(blocker.kind, blocker.line) for blocker in changes.blockers] == [("untraced", 7)]
    assert changes.contents == {}


def test_what_a_plain_call_fills_is_no_such_object(tree: Path) -> None:
    call = "def show(o):\n    return o.layer.get_player(1)\n\n\ndef run():\n    return show(Page(get_persistence()))\n"

    changes = migrated(tree, page=PAGE + call)

    assert changes.blockers == []
    assert b"await o.layer.get_player_by_id(1)" in (changes.contents["cases/page.py"] or b"")


@pytest.mark.parametrize("load", LOADS.values(), ids=LOADS)
def test_a_function_that_only_a_name_calls_goes_on_giving_the_facade(tree: Path, load: str) -> None:
    start = f"from importlib import import_module\n\n\ndef start(settings, app):\n    app.kept = {load}\n"

    changes = migrated(tree, giving=GIVING, start=start)

    assert ("cases/start.py", "unknown") in [(blocker.file, blocker.kind) for blocker in changes.blockers]
    assert changes.contents == {}


def test_a_function_of_that_name_that_takes_other_arguments_is_not_meant(tree: Path) -> None:
    start = "from importlib import import_module\n\n\ndef start(name):\n    import_module(name).load(1, 2)\n"

    changes = migrated(tree, giving=GIVING, start=start)

    assert changes.blockers == []
    assert b"return get_async_persistence()" in (changes.contents["cases/giving.py"] or b"")


@pytest.mark.parametrize("use", ["settings.layer.count_players()", "cases.settings.layer.count_players()"])
def test_a_variable_of_a_module_is_read_after_the_module_s_name(tree: Path, use: str) -> None:
    main = f"import cases.settings\nfrom cases import settings\n\n\ndef size() -> int:\n    return {use}\n"

    changes = migrated(tree, settings=SETTINGS, size=main)

    assert changes.blockers == []
    assert f"    return await {use}\n".encode() in (changes.contents["cases/size.py"] or b"")
    assert b"    layer = get_async_persistence()\n" in (changes.contents["cases/settings.py"] or b"")


def test_a_variable_of_a_module_that_is_set_from_outside_changes_with_what_is_put_there(tree: Path) -> None:
    main = (
        "from app.persistence import get_persistence\nfrom cases import settings\n\n\n"
        "def setup() -> None:\n    settings.layer = get_persistence()\n\n\n"
        "def size() -> list[int]:\n    return sorted([1], key=lambda n: settings.layer.get_player(n).level)\n"
    )

    changes = migrated(tree, settings="layer = None\n", size=main)

    assert [blocker.kind for blocker in changes.blockers] == ["lambda"]
    assert changes.contents == {}


@pytest.mark.parametrize(("kept", "made", "read"), RECORDS.values(), ids=RECORDS)
def test_an_object_keeps_what_it_is_made_of_under_the_names_that_it_was_told(
    tree: Path, kept: str, made: str, read: str
) -> None:
    module = (
        "from collections import namedtuple\nfrom dataclasses import make_dataclass\nfrom typing import NamedTuple\n\n"
        f"from app.persistence import get_persistence\n\n{kept}\n\n\n"
        f"def show(it):\n    return {read}.count_players()\n\n\ndef run():\n    return show({made})\n"
    )

    changes = migrated(tree, kept=module)

    assert [(blocker.line, blocker.kind) for blocker in changes.blockers] != []
    assert changes.contents == {}


def test_a_copy_of_a_named_tuple_with_another_field_holds_the_same_facade(tree: Path) -> None:
    module = (
        "from typing import NamedTuple\n\nfrom app.persistence import PersistenceLayer, get_persistence\n\n\n"
        "class Kept(NamedTuple):\n    layer: PersistenceLayer\n    user: int\n\n\n"
        "def show(it):\n    return it.layer.count_players()\n\n\n"
        "def run():\n    return show(Kept(get_persistence(), 1)._replace(user=2))\n"
    )

    changes = migrated(tree, kept=module)

    assert changes.blockers == []
    assert b"return await it.layer.count_players()" in (changes.contents["cases/kept.py"] or b"")


def test_what_an_object_in_the_place_of_a_function_gets_stays_with_the_function(tree: Path) -> None:
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

    changes = migrated(tree, guarded=guarded, calling=calling)

    assert {"decorator", "held_back"} <= {blocker.kind for blocker in changes.blockers}
    assert changes.contents == {}
