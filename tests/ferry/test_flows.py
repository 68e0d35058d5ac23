"""What is given to the same parameter as the facade is not the facade for it."""

import ast
from pathlib import Path

import pytest

from tools.ferry.config import read_config
from tools.ferry.functions.variables import values_of
from tools.ferry.plan import analyse
from tools.ferry.rewrite import Changes, carry_out

CONFIG = """\
version = 1

[facade]
class = "shop.store.Store"

[target]
class = "shop.async_store.AsyncStore"

[[steps]]
id = "all"
kind = "package"
category = "other"
"""
STORE = """\
class Store:
    def get(self, key: str) -> str:
        return key

    def put(self, key: str) -> "Store":
        return self
"""
ASYNC_STORE = """\
class AsyncStore:
    async def get(self, key: str) -> str:
        return key

    async def put(self, key: str) -> "AsyncStore":
        return self
"""


def carried_out(tree: Path, work: str, async_store: str = ASYNC_STORE, store: str = STORE) -> Changes:
    """Migrate a module beside the two classes."""
    (tree / "shop").mkdir()
    (tree / "ferry.toml").write_text(CONFIG, encoding="utf-8")
    for name, text in {"__init__": "", "store": store, "async_store": async_store, "work": work}.items():
        (tree / "shop" / f"{name}.py").write_text(text, encoding="utf-8")
    with analyse(tree, read_config(tree / "ferry.toml")) as analysis:
        return carry_out(analysis, "all")


def migrated(tree: Path, work: str) -> str:
    """Return the migrated module; nothing is left to a person."""
    changes = carried_out(tree, work)
    assert changes.blockers == []
    return (changes.contents["shop/work.py"] or b"").decode()


def test_a_parameter_that_takes_anything_does_not_make_everything_the_facade(tmp_path: Path) -> None:
    other = (
        "def note(thing):\n    print(thing)\n\n\n"
        "def port_of(config):\n    note(config)\n    return len(config) and config.get('port')\n\n\n"
    )

    text = migrated(tmp_path, f"from shop.store import Store\n\n\n{other}note(Store())\nport_of({{'port': '80'}})\n")

    assert (
        text == f"from shop.async_store import AsyncStore\n\n\n{other}note(AsyncStore())\nport_of({{'port': '80'}})\n"
    )


def test_what_a_decorator_hands_on_beside_the_facade_is_not_the_facade(tmp_path: Path) -> None:
    reader = (
        "class Reader:\n    def __init__(self, store: {store}) -> None:\n        self.store = store\n\n"
        "    def get(self, key: str) -> str:\n        return f'a reader of {{key}}'\n\n\n"
        "def note(thing):\n    print(thing)\n\n\n"
        "def with_reader(function):\n    def wrapper(*args):\n        reader = Reader({store}())\n"
        "        note(reader)\n        note(reader.store)\n        return function(reader, *args)\n\n"
        "    return wrapper\n\n\n"
        "@with_reader\ndef show(reader, key):\n    print(reader.get(key))\n"
    )

    text = migrated(tmp_path, "from shop.store import Store\n\n\n" + reader.format(store="Store"))

    assert text == "from shop.async_store import AsyncStore\n\n\n" + reader.format(store="AsyncStore")


def test_what_flows_on_from_the_parameter_is_the_facade(tmp_path: Path) -> None:
    text = migrated(
        tmp_path,
        "from shop.store import Store\n\n\ndef same(thing):\n    return thing\n\n\n"
        "def show(key):\n    store = same(Store())\n    return store.get(key)\n\n\n"
        "def keep(config):\n    return same(config)\n",
    )

    assert "async def show(key):\n    store = same(AsyncStore())\n    return await store.get(key)\n" in text
    assert "\n\ndef keep(config):\n    return same(config)\n" in text


def test_what_can_be_the_facade_or_a_mapping_that_has_such_a_method_is_a_blocker(tmp_path: Path) -> None:
    changes = carried_out(
        tmp_path,
        "from shop.store import Store\n\n\nclass Box:\n    def __init__(self, value):\n        self.value = value\n\n"
        "    def read(self, key):\n        return self.value.get(key)\n\n\n"
        "def show():\n    return Box(Store()).read('a'), Box({'a': 1}).read('a')\n",
    )

    assert changes.contents == {}
    assert [(b.file, b.line, b.kind) for b in changes.blockers] == [("shop/work.py", 9, "untraced")]


CHAIN = """\
from shop.store import Store


def fill(store: Store) -> Store:
    more = Store().put("a").put("b")
    store.put("c").put("d")
    return more.put("e")
"""


def test_a_chain_of_calls_on_what_the_facade_gives_of_itself_is_awaited_link_by_link(tmp_path: Path) -> None:
    text = migrated(tmp_path, CHAIN)

    assert text == (
        "from shop.async_store import AsyncStore\n\n\n"
        "async def fill(store: AsyncStore) -> AsyncStore:\n"
        '    more = await (await AsyncStore().put("a")).put("b")\n'
        '    await (await store.put("c")).put("d")\n'
        '    return await more.put("e")\n'
    )


def test_a_chain_stays_where_the_target_is_not_known_to_give_itself(tmp_path: Path) -> None:
    target = ASYNC_STORE.replace(' -> "AsyncStore"', "").replace("return self", "return adopted(self)")
    changes = carried_out(tmp_path, CHAIN, target)

    assert changes.contents == {}
    assert {b.line for b in changes.blockers} == {5, 6, 7}
    assert [b.line for b in changes.blockers if b.kind == "gap"] == [5, 6, 7]


def test_what_stands_beside_the_facade_in_an_annotated_tuple_is_not_the_facade(tmp_path: Path) -> None:
    document = "class Document:\n    def get(self, key):\n        return key\n\n\n"
    made = "def made() -> tuple[Document, {store}]:\n    return Document(), {store}()\n\n\n"
    both = "    document, store = made()\n    return show(document), document.get('a'), {wait}store.get('b')\n"
    show = "def show(document: Document):\n    return document.get('c')\n\n\n"
    before = "from shop.store import Store\n\n\n" + document + made.format(store="Store") + show

    text = migrated(tmp_path, before + "def both():\n" + both.format(wait=""))

    after = "from shop.async_store import AsyncStore\n\n\n" + document + made.format(store="AsyncStore") + show
    assert text == after + "async def both():\n" + both.format(wait="await ")


KEEPER = (
    "class Keeper:\n    def __init__(self, kept):\n        self._kept = kept\n\n    def look(self):\n        return "
)
BESIDE = {
    "a method": ("def fill(store):\n    store.put('a')\n", "fill(store)"),
    "a type": ("def fill(kept: Store):\n    print(kept)\n", "fill(store)"),
    "a method that is asked for": ("def fill(store):\n    getattr(store, 'put')('a')\n", "fill(store)"),
    "another variable": ("def fill(store):\n    kept = store\n    kept.put('a')\n", "fill(store)"),
    "another function": ("def put(kept):\n    kept.put('a')\n\n\ndef fill(kept):\n    put(kept)\n", "fill(store)"),
    "several": ("def fill(stores):\n    return [store.get('a') for store in stores]\n", "fill([store])"),
    "further arguments": ("def fill(*stores):\n    return [store.get('a') for store in stores]\n", "fill(store)"),
    "what maps": ("def fill(store):\n    return store.get('a')\n", "list(map(fill, [store]))"),
    "a variable of the module": (
        "KEPT = None\n\n\ndef fill(store):\n    global KEPT\n    KEPT = store\n\n\n"
        "def look():\n    return KEPT.get('a')\n",
        "fill(store)",
    ),
    "a decorator": (
        "def fill(function):\n    def run(store):\n        return function(store), store.get('a')\n\n    return run\n",
        "fill(str)(store)",
    ),
    "a class": (f"{KEEPER}self._kept.get('a')\n\n\nfill = Keeper\n", "fill(store).look()"),
    "a class that is asked otherwise": (f"{KEEPER}self._kept['a']\n\n\nfill = Keeper\n", "fill(store).look()"),
    "an attribute of a class": (
        f"{KEEPER}self.store.get('a')\n\n\nfill = Keeper(None)\n",
        "setattr(fill, 'store', store)",
    ),
}


@pytest.mark.parametrize(("beside", "use"), BESIDE.values(), ids=BESIDE)
def test_what_code_of_the_facades_module_uses_stays(beside: str, use: str, tmp_path: Path) -> None:
    work = (
        "from shop.store import Store, fill\n\n\n"
        f"def run():\n    store = Store()\n    {use}\n    return store.get('a')\n"
    )
    item = "\n    def __getitem__(self, key: str) -> str:\n        return key\n"

    changes = carried_out(tmp_path, work, store=f"{STORE}{item}\n\n{beside}")

    assert [(b.kind, b.line) for b in changes.blockers] == [("untraced", 7)]
    assert changes.contents == {}


def test_what_code_of_the_facades_module_only_looks_at_changes(tmp_path: Path) -> None:
    beside = (
        "\n\ndef name_of(kept):\n    return type(kept).__name__\n\n\n"
        "class Page:\n    def look(self, table):\n        return table.get('a')\n"
    )
    work = (
        "from shop.store import Page, Store, name_of\n\n\n"
        "def run():\n    store = Store()\n    Page().look({})\n    name_of(store)\n    return store.get('a')\n"
    )

    changes = carried_out(tmp_path, work, store=STORE + beside)

    assert changes.blockers == []
    assert b"await store.get('a')" in (changes.contents["shop/work.py"] or b"")


OPERATIONS = {
    "an operator": ("__add__", "one + other"),
    "another operator": ("__matmul__", "one @ other"),
    "an operator of the right side": ("__radd__", "1 + one"),
    "an assignment": ("__iadd__", "[one := one, other]\n    one += other"),
    "a comparison": ("__lt__", "one < other"),
    "a comparison of the right side": ("__lt__", "other > one"),
    "a sign": ("__neg__", "-one"),
    "a test": ("__contains__", "other in one"),
    "an item": ("__getitem__", "one[other]"),
    "a call": ("__call__", "one(other)"),
    "a builtin": ("__divmod__", "divmod(one, other)"),
    "a text": ("__format__", "f'{one}'"),
    "a method": ("join", "one.join(other)"),
    "a method of the class": ("join", "Store.join(one, other)"),
    "a method with several": ("join", "Store.join(one, [other])"),
    "a method that is handed on": ("join", "list(map(one.join, [other]))"),
    "a method for later": ("join", "functools.partial(one.join, other)()"),
    "a method for a thread": ("join", "threading.Thread(target=one.join, args=(other,)).start()"),
}


@pytest.mark.parametrize(("method", "use"), OPERATIONS.values(), ids=OPERATIONS)
def test_what_an_operation_of_the_facade_takes_stays_with_it(method: str, use: str, tmp_path: Path) -> None:
    work = (
        "import functools\nimport threading\n\nfrom shop.store import Store\n\n\n"
        f"def run():\n    one, other = Store(), {'Store()' if 'other' in use else 1}\n"
        f"    print(one.get('a'))\n    {use}\n"
    )

    changes = carried_out(tmp_path, work, store=f"{STORE}\n    def {method}(self, other=1):\n        return [other]\n")

    assert "gap" in {blocker.kind for blocker in changes.blockers}
    assert changes.contents == {}


def test_what_a_template_calls_stays(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "shelf.html").write_text(
        "<p>title() of {# a.name() #}\n{% for shelf in shelves %}{{ shelf.title() }}{% endfor %}\n"
        "{{ request.args.hidden('q') }}\n",
        encoding="utf-8",
    )
    work = (
        "from shop.store import Store\n\n\nclass Shelf:\n"
        "    def __init__(self, store: Store):\n        self.store = store\n\n"
        "    def title(self):\n        return self.store.get('a')\n\n"
        "    def name(self):\n        return self.store.get('b')\n\n"
        "    def hidden(self):\n        return self.store.get('c')\n\n\n"
        "def show(page):\n    shelf = Shelf(Store())\n    print(shelf.title(), shelf.name(), shelf.hidden())\n"
        "    return page.render(shelves=[shelf])\n"
    )

    changes = carried_out(tmp_path, work)

    told = [(blocker.kind, blocker.file, blocker.line, blocker.reason) for blocker in changes.blockers]
    assert ("unknown", "pages/shelf.html", 2) in {place[:3] for place in told}
    assert next(reason for _, file, _, reason in told if file.startswith("pages/")).startswith("`shelf.title()`: ")
    assert {line for _, file, line, _ in told if file == "shop/work.py"} == {9, 12, 15}


def test_a_value_that_functions_hand_to_each_other_is_found_once(tmp_path: Path) -> None:
    calls = "    up(store)\n    down(store)\n    up(store)\n    down(store)\n"
    work = (
        "from shop.store import Store\n\n\n"
        f"def up(store):\n{calls}    store.get('a')\n\n\ndef down(store):\n{calls}    store.get('b')\n\n\nup(Store())\n"
    )
    (tmp_path / "shop").mkdir()
    (tmp_path / "ferry.toml").write_text(CONFIG, encoding="utf-8")
    for name, text in {"store": STORE, "async_store": ASYNC_STORE, "work": work}.items():
        (tmp_path / "shop" / f"{name}.py").write_text(text, encoding="utf-8")

    with analyse(tmp_path, read_config(tmp_path / "ferry.toml")) as analysis:
        module = analysis.project.program.modules["shop.work"]
        read = next(node.value for node in module.nodes(ast.Attribute) if node.attr == "get")
        values = [value for _, value in values_of(analysis.project, module, read)]

    assert len(values) == len(set(values))
    assert "Store()" in {ast.unparse(value) for value in values}


HELD = """\
def held(store: Store):
    ask = store.get
    max("a", "b", key=lambda key: store.get(key))
    return ask("a")
"""


def test_a_method_that_is_called_by_its_text_is_none_that_a_variable_holds_elsewhere(tmp_path: Path) -> None:
    asked = "\n\n{start}def asked():\n    return {wait}getattr({store}(), 'get')('a')\n"
    work = f"from shop.store import Store\n\n\n{HELD}{asked.format(start='', wait='', store='Store')}"

    changes = carried_out(tmp_path, work)

    text = (changes.contents["shop/work.py"] or b"").decode()
    assert text.endswith(HELD + asked.format(start="async ", wait="await ", store="AsyncStore"))
