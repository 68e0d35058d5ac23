"""`ferry init` proposes a configuration that can be used at once."""

from pathlib import Path
from typing import Any

import pytest

from tests.ferry.conftest import copy_tree, facts
from tools.ferry.cli.main import main
from tools.ferry.config import read_config

FACADE = "app.persistence.layer.PersistenceLayer"
TARGET = "app.persistence.async_layer.AsyncPersistenceLayer"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree without a configuration, whose target takes all arguments as the facade does."""
    copy_tree(tmp_path)
    (tmp_path / "ferry.toml").unlink()
    target = tmp_path / "app" / "persistence" / "async_layer.py"
    text = target.read_text(encoding="utf-8")
    target.write_text(
        text.replace("(self, room: str, player_id: int)", "(self, player_id: int, room: str)"), encoding="utf-8"
    )
    return tmp_path


def init(tree: Path, *more: str, facade: str = FACADE, target: str = TARGET) -> int:
    """Run the command."""
    return main(["--quiet", "--root", str(tree), "init", "--facade", facade, "--target", target, *more])


def test_the_proposal_can_be_read_and_names_what_it_found(tree: Path) -> None:
    init(tree)

    config = read_config(tree / "ferry.toml")
    assert (config.facade, config.target) == (FACADE, TARGET)
    assert config.accessors == ("app.persistence.layer.get_persistence",)
    assert config.target_accessors == {
        "app.persistence.layer.get_persistence": "app.persistence.async_layer.get_async_persistence",
        "app.persistence.layer.reset_persistence": "app.persistence.async_layer.reset_async_persistence",
    }
    assert config.companions == ("app.persistence.layer.reset_persistence",)
    assert config.methods == {"get_player": "get_player_by_id"}
    assert config.travel == {"persistence": "async_persistence"}
    assert config.categories == {"persistence": ("app/persistence",), "later": ("app/later",)}
    assert [(step.id, step.kind, step.needs) for step in config.steps] == [
        ("update_application_container", "container", ()),
        ("migrate_later", "package", ("update_application_container",)),
        ("delete_facade", "delete", ("migrate_later",)),
        ("verify_migration", "verify", ("delete_facade",)),
    ]


def test_what_has_no_counterpart_is_left_to_a_person(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tree / "app" / "dump.py").write_text("def dump(layer):\n    return layer.export_all()\n", encoding="utf-8")

    assert init(tree) == 1

    assert "to decide: method export_all: nothing looks like it" in capsys.readouterr().out


@pytest.mark.parametrize("value", ["current_app.extensions['store']", "g.store"])
def test_a_function_that_takes_the_facade_out_of_an_unknown_object_is_left_to_a_person(
    tree: Path, capsys: pytest.CaptureFixture[str], value: str
) -> None:
    (tree / "app" / "web.py").write_text(
        "from flask import current_app, g\n\nfrom app.persistence.layer import PersistenceLayer, get_persistence\n\n\n"
        "def fill():\n    g.store = current_app.extensions['store'] = get_persistence()\n\n\n"
        f"def get_store() -> PersistenceLayer:\n    return {value}\n",
        encoding="utf-8",
    )

    assert init(tree) == 1

    assert f"to decide: app.web.get_store gives {value}, and nothing shows where" in capsys.readouterr().out


def test_a_special_method_that_the_target_lacks_is_left_to_a_person(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    layer = tree / "app" / "persistence" / "layer.py"
    sized = "    def __len__(self) -> int:\n        return 1\n\n    def __repr__(self) -> str:\n        return ''\n\n"
    layer.write_text(layer.read_text().replace("    def get_player(", f"{sized}    def get_player(", 1))
    (tree / "app" / "size.py").write_text(
        "from app.persistence.layer import get_persistence\n\n\ndef show() -> str:\n    layer = get_persistence()\n"
        "    assert len(layer)\n    return f'{len(layer)} {repr(layer)}'\n"
    )

    assert init(tree) == 1

    found = "special method __len__: the target has none (used at app/size.py:6 and 1 more): add it"
    assert f"to decide: {found}\n" in capsys.readouterr().out
    assert f"# to decide: {found}\n" in (tree / "ferry.toml").read_text()


def test_what_makes_functions_synchronous_for_threads_and_commands_is_left_to_a_person(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tree / "app" / "work.py").write_text(
        "from threading import Thread\n\nimport click\n\nfrom app.persistence.layer import get_persistence\n\n\n"
        "def clear() -> None:\n    get_persistence().delete_player(1)\n\n\n"
        "@click.command()\ndef main() -> None:\n    Thread(target=clear).start()\n"
        "    click.echo(get_persistence().count_players())\n",
        encoding="utf-8",
    )

    assert init(tree) == 1

    assert "to decide: app/work.py:14 and 1 more: a thread, a server or the command line" in capsys.readouterr().out
    assert "under [target] to_sync\n" in (tree / "ferry.toml").read_text(encoding="utf-8")


def test_what_is_asynchronous_in_the_target_is_left_to_a_person(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = "class {0}:\n    {1}def get(self, key): ...\n\n\nclass {2}:\n    def users(self):\n        return {0}()\n"
    files = {
        "store.py": table.format("Table", "", "Store"),
        "aio.py": table.format("Rows", "async ", "AsyncStore"),
        "use.py": "from store import Store\n\n\ndef show(store: Store):\n    return store.users().get(1)\n",
    }

    assert init(write(tmp_path, files), facade="store.Store", target="aio.AsyncStore") == 1

    assert "to decide: part users: gives store.Table, in the target aio.Rows" in capsys.readouterr().out


def test_a_method_that_gives_nothing_to_await_in_the_target_is_proposed_to_stay(tmp_path: Path) -> None:
    methods = "class {0}:\n    {1}def get(self, key): ...\n    def size(self): ...\n    def load(self): return {2}\n"
    more = "    {}def told(self){}: ...\n"
    sync, awaitable = more.format("", ""), more.format("", " -> Awaitable[int]")
    files = {
        "store.py": methods.format("Store", "", "self.get(1)") + sync + "    @property\n    def name(self): ...\n",
        "aio.py": "from collections.abc import Awaitable\n\n\n"
        + methods.format("AsyncStore", "async ", "self.get(1)")
        + awaitable
        + "    @property\n    def name(self): ...\n",
        "use.py": "from store import Store\n\n\ndef show(store: Store):\n    return store.size()\n",
    }

    assert init(write(tmp_path, files), facade="store.Store", target="aio.AsyncStore") == 0

    assert read_config(tmp_path / "ferry.toml").stay_sync == {"size"}
    assert '    "size",  # a `def` in the target too, and it gives nothing to await\n' in (
        (tmp_path / "ferry.toml").read_text()
    )


def test_what_no_code_outside_the_class_uses_is_left_to_a_person_as_in_the_plan(
    tree: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    assert init(tree) == 1

    found = capsys.readouterr().out
    assert "method export_all: nothing looks like it: add it to the target; no code outside the class uses it" in found
    assert "1 renamed, 1 open" in found
    planned = tmp_path_factory.mktemp("out") / "plan.json"
    main(["--quiet", "--root", str(tree), "plan", "--json", str(planned)])
    assert facts(planned)["gaps"] == ["export_all"]


def test_a_plan_follows_from_the_proposal(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    init(tree)

    main(["--quiet", "--root", str(tree), "plan"])

    assert "app.later.catalogue.find_player -> get_persistence().get_player" in capsys.readouterr().out


def test_a_configuration_that_is_there_stays(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tree / "ferry.toml").write_text("mine")

    assert init(tree) == 2
    assert (tree / "ferry.toml").read_text() == "mine"
    assert "--force" in capsys.readouterr().err
    assert init(tree, "--force") == 1
    assert (tree / "ferry.toml").read_text() != "mine"


def test_a_class_that_is_not_there_is_wrong_use(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert init(tree, facade="app.persistence.layer.Nothing") == 2

    assert "the tree has no class app.persistence.layer.Nothing" in capsys.readouterr().err
    assert not (tree / "ferry.toml").exists()


def test_a_class_is_not_its_own_target(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert init(tree, target=FACADE) == 2

    assert "is named as the facade and as the target" in capsys.readouterr().err
    assert not (tree / "ferry.toml").exists()


def write(root: Path, files: dict[str, str]) -> Path:
    """Write a tree of small files."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


STORE = """\
class Store:
    def fetch_user(self, user_id): ...
    def count(self): ...
    def rename(self, user_id, name): ...
    def export(self): ...
    def flush(self): ...


_store = Store()


def store():
    return _store
"""
ASYNC_STORE = """\
class AsyncStore:
    async def get_user(self, user_id): ...
    async def rename(self, user_id, *, new_name): ...
    async def write(self): ...
    async def sync(self): ...
    async def total(self): ...


def async_store() -> AsyncStore: ...
"""
WEB = """\
from shop.store import Store, store


def create_app(app):
    app.state.store = Store()


def show(user_id):
    return store().fetch_user(user_id)"""
SHOP = {"shop/__init__.py": "", "shop/store.py": STORE, "shop/async_store.py": ASYNC_STORE, "shop/web/pages.py": WEB}


def proposed(root: Path, tmp_path: Path, code: int) -> dict[str, Any]:
    """Return what `init` says as data."""
    names = ("--facade", "shop.store.Store", "--target", "shop.async_store.AsyncStore")
    out = tmp_path / "out.json"
    assert main(["--quiet", "--root", str(root), "init", *names, "--json", str(out)]) == code
    return facts(out)


def test_each_guess_has_its_reason_and_what_is_open_says_what_could_be(tmp_path: Path) -> None:
    stop = "def stop(app):\n    app.state.store.flush()\n"
    found = proposed(write(tmp_path / "tree", {**SHOP, "shop/web/stop.py": stop}), tmp_path, 1)

    guesses = {guess["old"]: (guess["new"], guess["reason"]) for guess in found["methods"]}
    assert guesses["fetch_user"] == ("get_user", "the same parameters, and a name that means the same")
    assert guesses["flush"] == ("", "has the parameters of sync, total, write: choose one")
    assert (
        "method rename takes (user_id, name), in the target (user_id, new_name): make them alike" in found["to_decide"]
    )
    assert found["accessors"] == [
        {
            "name": "shop.store.store",
            "reason": "returns one, without an annotation",
            "twin": "shop.async_store.async_store",
        }
    ]
    assert [(h["attribute"], h["reason"]) for h in found["travel"]] == [
        ("store", "app.state.store is set in shop/web/pages.py:5")
    ]


def test_a_target_that_takes_anything_takes_what_the_facade_does(tmp_path: Path) -> None:
    thin = "class AsyncStore:\n    async def rename(self, *args, **kwargs): ...\n"

    found = proposed(write(tmp_path / "tree", {**SHOP, "shop/async_store.py": thin}), tmp_path, 1)

    assert not any("rename" in line for line in found["to_decide"])


def test_a_tree_below_src_gets_its_import_root(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = write(tmp_path / "tree", {f"src/{name}": text for name, text in SHOP.items()})

    proposed(root, tmp_path, 1)

    assert read_config(root / "ferry.toml").roots == (".", "src")
    main(["--quiet", "--root", str(root), "plan"])
    assert "shop.web.pages.show -> store().fetch_user" in capsys.readouterr().out


@pytest.mark.parametrize("conftest", [
    "from fixtures import store_of_tests\n",
    "import fixtures\n\npytest_plugins = ['fixtures']\n",
])  # fmt: skip
def test_a_folder_whose_files_import_each_other_by_bare_names_is_an_import_root(conftest: str, tmp_path: Path) -> None:
    tests = {
        "tests/conftest.py": conftest,
        "tests/fixtures.py": "import pytest\nfrom shop.store import Store\n\n\n@pytest.fixture\n"
        "def store_of_tests():\n    return Store()\n",
        "tests/test_store.py": "def test_it(store_of_tests):\n    store_of_tests.rename(1, 'oak')\n",
        "scripts/one.py": "import shop.store\n",
    }
    root = write(tmp_path / "tree", {**SHOP, **tests})

    proposed(root, tmp_path, 1)

    assert read_config(root / "ferry.toml").roots == (".", "tests")
    listed = tmp_path / "inventory.json"
    main(["--quiet", "--root", str(root), "inventory", "--json", str(listed)])
    calls = [site for site in facts(listed)["sites"] if site["kind"] == "call"]
    assert ("tests/test_store.py", "rename") in {(site["file"], site["method"]) for site in calls}


def test_a_file_that_does_not_parse_is_left_out_and_named(tmp_path: Path) -> None:
    root = write(tmp_path / "tree", {**SHOP, "templates/page.py": "{{ name }} = = 1\n"})

    found = proposed(root, tmp_path, 1)

    assert read_config(root / "ferry.toml").exclude == ("templates/page.py",)
    assert any("templates/page.py:1: does not parse" in line for line in found["to_decide"])


def test_a_companion_whose_counterpart_is_a_coroutine_function_is_left_to_a_person(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tree / "app" / "persistence" / "async_layer.py"
    text = target.read_text(encoding="utf-8")
    text = text.replace("def reset_async_persistence", "async def reset_async_persistence")
    target.write_text(text, encoding="utf-8")

    assert init(tree) == 1

    assert "to decide: app.persistence.layer.reset_persistence has no twin that is a `def`" in capsys.readouterr().out
    assert "app.persistence.layer.reset_persistence" not in read_config(tree / "ferry.toml").target_accessors


def test_what_makes_the_object_that_an_accessor_reads_goes_with_the_facade(tmp_path: Path) -> None:
    maker = "\n\ndef start{}_store(url: str) -> None:\n    global _store\n    _store = {}()\n"
    layers = {
        "shop/store.py": STORE + maker.format("", "Store"),
        "shop/async_store.py": ASYNC_STORE + maker.format("_async", "AsyncStore"),
    }
    root = write(tmp_path / "tree", {**SHOP, **layers})

    proposed(root, tmp_path, 1)

    config = read_config(root / "ferry.toml")
    assert config.companions == ("shop.store.start_store",)
    assert config.target_accessors["shop.store.start_store"] == "shop.async_store.start_async_store"
    assert "delete" in [step.kind for step in config.steps]


def test_a_facade_with_neighbours_is_not_deleted(tmp_path: Path) -> None:
    root = write(tmp_path / "tree", {**SHOP, "shop/store.py": STORE + "\n\ndef slug(text):\n    return text\n"})

    proposed(root, tmp_path, 1)

    assert [step.kind for step in read_config(root / "ferry.toml").steps] == ["lifespan", "package", "verify"]
    assert "shop/store.py holds slug too: move them" in (root / "ferry.toml").read_text(encoding="utf-8")


def test_what_is_proposed_can_be_carried_out(tmp_path: Path) -> None:
    root = write(tmp_path / "tree", SHOP)
    proposed(root, tmp_path, 1)

    assert main(["--quiet", "--root", str(root), "apply", "migrate_web"]) == 0

    assert "return await async_store().get_user(user_id)" in (root / "shop/web/pages.py").read_text(encoding="utf-8")


def test_a_package_without_folders_is_a_step(tmp_path: Path) -> None:
    flat = {name: text for name, text in SHOP.items() if "/web/" not in name} | {"shop/pages.py": WEB}
    root = write(tmp_path / "tree", flat)

    found = proposed(root, tmp_path, 1)

    assert read_config(root / "ferry.toml").categories["shop"] == ("shop",)
    assert "migrate_shop" in found["steps"]


def test_a_name_that_is_almost_right_is_answered_with_what_could_be_meant(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert init(tree, facade="app.layer.PersistenceLayer") == 2

    assert "do you mean app.persistence.layer.PersistenceLayer?" in capsys.readouterr().err


def test_the_layer_itself_is_no_step_and_no_need(tmp_path: Path) -> None:
    heir = "from shop.data.store import Store, store\n\n\nclass Cached(Store):\n    pass\n\n\n"
    use = "def both():\n    return store().count()\n"
    tree = {
        "shop/__init__.py": "",
        "shop/data/__init__.py": "",
        "shop/data/store.py": STORE,
        "shop/data/async_store.py": ASYNC_STORE.replace("total", "count"),
        "shop/data/more.py": heir + use,
        "tests/test_more.py": (
            "import pytest\n\nfrom shop.data.more import both\nfrom shop.data.store import Store\n\n\n"
            "@pytest.fixture\ndef a_store() -> Store:\n    return Store()\n\n\n"
            "def test_both():\n    assert both() == 0\n"
        ),
    }
    root = write(tmp_path / "tree", tree)

    names = ("--facade", "shop.data.store.Store", "--target", "shop.data.async_store.AsyncStore")
    main(["--quiet", "--root", str(root), "init", *names])

    config = read_config(root / "ferry.toml")
    assert config.accessors == ("shop.data.store.store",)
    assert [(step.id, step.kind, step.needs) for step in config.steps] == [
        ("migrate_tests", "package", ()),
        ("verify_migration", "verify", ("migrate_tests",)),
    ]
    assert "shop.data.more.Cached derive from the facade" in (root / "ferry.toml").read_text(encoding="utf-8")


ORDERS = "from shop.store import store\n\n\ndef label():\n    return store().fetch_user(1)\n"


def with_holder(holder: str) -> dict[str, str]:
    """Return the files of a tree with such a class that holds the facade, and code that uses it."""
    head = (
        "from dataclasses import dataclass, field\nfrom typing import NamedTuple\nfrom shop.store import Store, store\n"
    )
    return {**SHOP, "shop/web/pages.py": f"{head}\n\n{holder}", "shop/orders.py": ORDERS}


PLAIN = "class Context:\n    def __init__(self):\n        "


@pytest.mark.parametrize(
    "holder",
    [
        "@dataclass\nclass Context:\n    store: Store = field(default_factory=store)\n",
        "@dataclass\nclass Context:\n    store: Store\n\n\ndef build():\n    return Context(store())\n",
        "class Context(NamedTuple):\n    store: Store\n",
        "class Context:\n    store = store()\n",
        "class Context:\n    store: Store\n\n\ndef build():\n    made = Context()\n    made.store = store()\n",
        f"{PLAIN}self.store, self.name = store(), 'web'\n",
        f"{PLAIN}made = store()\n        print(made)\n        self.store = made\n",
        "class Context:\n    def __init__(self, store: Store):\n        self.store = store\n",
        "class Context:\n    __slots__ = ('store',)\n\n    def __init__(self):\n        self.store = store()\n",
        f"{PLAIN}self.store = store()\n\n\ndef renew(ctx: Context):\n    ctx.store = store()\n",
        "class Context:\n    def __init__(self):\n        self._store = store()\n",
        f"{PLAIN}self.store = store()\n\n\nclass FakeContext(Context):\n    def __init__(self, given):\n"
        "        self.store = given\n",
        f"{PLAIN}self.store = store()\n\n\ndef test_it(monkeypatch):\n    context = Context()\n"
        "    mock.patch.object(context, 'store', new_callable=Fake).start()\n",
        "def start(app):\n    made = store()\n    print(made)\n    app.state.store = made\n",
        "app.state.store = store()\n\n\ndef start(app):\n    app.state.store = store()\n",
        f"{PLAIN}self.name = 'web'; self.store = store()\n",
        "def start(app):\n    if app: app.state.store = store()\n",
    ],
    ids=[
        "default of a field", "field", "named tuple", "of the class", "set from outside", "tuple", "variable", "given",
        "slots", "renewed elsewhere", "private", "set by an heir", "replaced by a test",
        "variable of a function", "by the module, too", "beside another", "in the line of a block",
    ],
)  # fmt: skip
def test_an_attribute_that_no_step_can_set_twice_keeps_its_name(holder: str, tmp_path: Path) -> None:
    """Code that reads it would be switched to a name that nothing sets."""
    root = write(tmp_path / "tree", with_holder(holder))

    assert proposed(root, tmp_path, 1)["travel"] == []

    assert {step.kind for step in read_config(root / "ferry.toml").steps} <= {"package", "delete", "verify"}


@pytest.mark.parametrize(
    ("holder", "step"),
    [
        (f"{PLAIN}self.store = store()\n", ("update_context", "container")),
        ("class Context:\n    store: Store\n\n    def __init__(self):\n        self.store = store()\n",
         ("update_context", "container")),
        ("class Context:\n    def __init__(self, given=None):\n        self.store = given or Store()\n",
         ("update_context", "container")),
        ("def create_app(app):\n    app.state.store = store()\n", ("update_create_app", "lifespan")),
        ("def start(app):\n    made = store()\n    app.state.store = made\n", ("update_start", "lifespan")),
        (f"{PLAIN}made = store()\n        self.store = made\n", ("update_context", "container")),
    ],
    ids=["made", "declared", "given or made", "state", "state, by a variable", "by a variable"],
)  # fmt: skip
def test_what_sets_it_gets_a_step_that_sets_both(holder: str, step: tuple[str, str], tmp_path: Path) -> None:
    root = write(tmp_path / "tree", with_holder(holder))

    assert [one["attribute"] for one in proposed(root, tmp_path, 1)["travel"]] == ["store"]

    first, *others = read_config(root / "ferry.toml").steps
    assert (first.id, first.kind) == step
    assert {one.needs for one in others if one.kind == "package"} == {(first.id,)}


def test_a_state_that_no_step_can_set_twice_is_to_decide(tmp_path: Path) -> None:
    """Nothing else says what code reads there."""
    start = "def start(app):\n    made = store()\n    print(made)\n    app.state.store = made\n"
    root = write(tmp_path / "tree", with_holder(start))

    [line] = [line for line in proposed(root, tmp_path, 1)["to_decide"] if "app.state" in line]

    assert line.startswith("app.state.store is set in shop/web/pages.py:9, and")
    assert "set it to the call itself" in line


def test_steps_for_two_of_one_name_have_different_ids(tmp_path: Path) -> None:
    create = "from shop.store import store\n\n\ndef create_app(app):\n    app.state.store = store()\n"
    files = {**SHOP, "shop/web/pages.py": create, "shop/admin/pages.py": create}

    root = write(tmp_path / "tree", files)
    proposed(root, tmp_path, 1)

    ids = [step.id for step in read_config(root / "ferry.toml").steps if step.kind == "lifespan"]
    assert ids == ["update_shop_admin_pages_create_app", "update_shop_web_pages_create_app"]


def test_a_function_beside_the_facade_that_yields_it_is_to_move(tmp_path: Path) -> None:
    """Elsewhere it is a function of the tree, whose `with` blocks follow it."""
    session = "\n\n@contextmanager\ndef session():\n    yield Store()\n"

    found = proposed(write(tmp_path / "tree", {**SHOP, "shop/store.py": STORE + session}), tmp_path, 1)

    moves = "function shop.store.session yields the facade: move it to a module of its own"
    assert [line for line in found["to_decide"] if line.startswith(moves)] != []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("get(self, player_id)", "get_player_by_id(self, player_id)"),
        ("save(self, item)", "save_item(self, item)"),
        ("members(self) -> list[GuildMember]", "members_of_guild(self) -> list[GuildMember]"),
        ("flush(self)", "flush_async(self)"),
        ("fetch_user(self, key)", "get_user(self, key)"),
    ],
)
def test_a_name_that_says_no_more_is_taken_for_the_same_method(old: str, new: str, tmp_path: Path) -> None:
    assert chosen(old, new, tmp_path) == new.partition("(")[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("remove(self, item_id)", "remove_children(self, item_id)"),
        ("find(self, name)", "find_by_owner(self, name)"),
        ("list_items(self)", "list_items_deleted(self)"),
        ("set_name(self, key, name)", "set_name_prefix(self, key, name)"),
        ("is_admin(self, user)", "is_administrator_of_site(self, user)"),
    ],
)
def test_what_only_looks_alike_is_left_to_a_person(old: str, new: str, tmp_path: Path) -> None:
    """A wrong counterpart would change what the program does, and nothing would tell."""
    assert chosen(old, new, tmp_path) == ""


def chosen(old: str, new: str, tmp_path: Path) -> str:
    """Return what `init` takes for the counterpart of the facade's only method, used by code of the tree."""
    files = {
        "shop/store.py": f"class Store:\n    def {old}: ...\n",
        "shop/async_store.py": f"class AsyncStore:\n    async def {new}: ...\n",
        "shop/use.py": f"def use(store):\n    return store.{old.partition('(')[0]}\n",
    }
    names = ("--facade", "shop.store.Store", "--target", "shop.async_store.AsyncStore", "--json")
    main(["--quiet", "--root", str(write(tmp_path / "tree", files)), "init", *names, str(tmp_path / "out.json")])
    return str(facts(tmp_path / "out.json")["methods"][0]["new"])


def test_code_of_the_tree_that_gives_the_facade_is_no_accessor_but_one_with_a_twin_of_its_name_is(
    tmp_path: Path,
) -> None:
    """`current` gives each tenant a store of its own: to take the one accessor of the target for it would mix them."""
    current = "from shop.store import Store\n\nSTORES = {}\n\n\ndef current() -> Store:\n    return STORES['a']\n"
    given = "from shop.store import Store, store\n\n\ndef default_store() -> Store:\n    return store()\n"
    twin = "from shop.async_store import AsyncStore\n\n\ndef default_async_store() -> AsyncStore: ...\n"
    files = {**SHOP, "shop/tenants.py": current, "shop/given.py": given, "shop/async_given.py": twin}

    found = proposed(write(tmp_path / "tree", files), tmp_path, 1)

    assert {(one["name"], one["twin"]) for one in found["accessors"]} == {
        ("shop.given.default_store", "shop.async_given.default_async_store"),
        ("shop.store.store", "shop.async_store.async_store"),
    }


def test_accessors_that_no_name_pairs_are_left_to_a_person(tmp_path: Path) -> None:
    more = "\n\ndef replica() -> Store:\n    return _store\n\n\ndef primary() -> Store:\n    return _store\n"

    found = proposed(write(tmp_path / "tree", {**SHOP, "shop/store.py": STORE + more}), tmp_path, 1)

    assert [one["name"] for one in found["accessors"] if not one["twin"]] == [
        "shop.store.primary",
        "shop.store.replica",
    ]
