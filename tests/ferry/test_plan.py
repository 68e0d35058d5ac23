"""The plan: who becomes async and why, and what each step takes along."""

from pathlib import Path

import pytest

from tests.ferry.conftest import BLOCKED, HERE, copy_tree, migrate
from tests.ferry.plans import functions_of, plan_of
from tools.ferry.config import read_config
from tools.ferry.plan import analyse, make_plan

CYCLE = {
    "cases/rooms.py": """\
from app.later.doors import open_all
from app.persistence import get_persistence


def enter():
    return open_all()


def count():
    return get_persistence().count_players()
""",
    "app/later/doors.py": """\
from app.persistence import get_persistence


def open_all():
    from cases.rooms import count

    return count()


def close_all():
    return get_persistence().count_players()
""",
}


def test_a_cycle_of_imports_is_cut_at_the_functions_that_are_in_it(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, CYCLE)

    assert functions_of(plan, "migrate_cases") == ["app.later.doors.open_all", "cases.rooms.count", "cases.rooms.enter"]
    assert "app.later.doors.close_all" in functions_of(plan, "migrate_later")


def test_the_reason_is_the_shortest_chain_to_a_call(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, CYCLE)

    [enter] = [function for function in plan.functions if function.name == "cases.rooms.enter"]
    chain = ["cases.rooms.enter", "app.later.doors.open_all", "cases.rooms.count"]
    assert enter.reason.split(" -> ")[:3] == chain
    assert enter.reason.endswith("get_persistence().count_players (cases/rooms.py:10)")


def test_a_generator_goes_with_the_step_of_its_consumer(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, {
        "app/later/names.py": "from app.persistence import get_persistence\n\n\n"
        "def names():\n    yield get_persistence().count_players()\n",
        "cases/greet.py": "from app.later.names import names\n\n\ndef greet():\n    print(list(names()))\n",
    })  # fmt: skip

    assert "app.later.names.names" in functions_of(plan, "migrate_cases")


def test_a_function_of_the_layer_that_is_no_accessor_is_not_taken_for_one(tmp_path: Path) -> None:
    layer = (HERE / "tree/app/persistence/layer.py.in").read_text()
    opening = '\n\ndef open_persistence() -> PersistenceLayer:\n    return PersistenceLayer("file")\n'
    caller = (
        "from app.persistence.layer import open_persistence\n\n\n"
        "def size():\n    layer = open_persistence()\n    return layer.count_players()\n"
    )

    files = {"app/persistence/layer.py": layer + opening, "cases/size.py": caller}
    plan = plan_of(tmp_path, files)

    assert [(b.file, b.line, b.kind) for b in plan.blockers] == [("cases/size.py", 6, "untraced")]
    assert functions_of(plan, "migrate_cases") == []


def test_a_function_that_no_step_makes_async_is_named(tmp_path: Path) -> None:
    plan = plan_of(
        tmp_path, {"cases/__init__.py": "", "elsewhere/size.py": BLOCKED.replace("SIZE = ", "def size():\n    return ")}
    )

    assert plan.uncovered == ("elsewhere.size.size",)


def test_an_accessor_whose_counterpart_is_async_is_a_gap_where_it_is_called(tmp_path: Path) -> None:
    """A framework awaits it; a call would get a coroutine for the target."""
    copy_tree(tmp_path)
    target = tmp_path / "app" / "persistence" / "async_layer.py"
    text = target.read_text(encoding="utf-8")
    target.write_text(
        text.replace("\ndef get_async_persistence", "\nasync def get_async_persistence"), encoding="utf-8"
    )
    web = "from fastapi import Depends, FastAPI\nfrom app.persistence import PersistenceLayer, get_persistence\n\n"
    web += (
        "app = FastAPI()\n\n\n@app.get('/size')\ndef size(layer: PersistenceLayer = Depends(get_persistence)) -> int:\n"
    )
    web += "    return layer.count_players()\n"
    called = BLOCKED.replace("SIZE = ", "def size():\n    return ")
    (tmp_path / "cases").mkdir()
    for name, module in (("web", web), ("called", called)):
        (tmp_path / "cases" / f"{name}.py").write_text(module, encoding="utf-8")

    with analyse(tmp_path, read_config(tmp_path / "ferry.toml")) as analysis:
        plan = make_plan(analysis)

    own = [(b.file, b.line, b.kind) for b in plan.blockers if b.file.startswith("cases/")]
    assert own == [("cases/called.py", 4, "gap")]
    assert functions_of(plan, "migrate_cases") == ["cases.web.size"]


def test_a_property_whose_counterpart_is_a_method_is_a_gap(tmp_path: Path) -> None:
    layer = (HERE / "tree/app/persistence/layer.py.in").read_text()
    target = (HERE / "tree/app/persistence/async_layer.py.in").read_text()
    read = "    {head}\n    def names(self) -> list[str]:\n        return []\n\n    def count_players("
    caller = (
        "from app.persistence import PersistenceLayer\n\n\n"
        "def shown(layer: PersistenceLayer) -> int:\n    print(layer.names)\n    return layer.count_players()\n"
    )

    plan = plan_of(tmp_path, {
        "app/persistence/layer.py": layer.replace("    def count_players(", read.format(head="@property"), 1),
        "app/persistence/async_layer.py": target.replace(
            "    async def count_players(", read.format(head="").replace("def count", "async def count"), 1
        ),
        "cases/shown.py": caller,
    })  # fmt: skip

    assert ("cases/shown.py", 5, "gap") in [(b.file, b.line, b.kind) for b in plan.blockers]
    assert functions_of(plan, "migrate_cases") == []


KEPT_ACCESSOR = """\
from app.persistence import get_persistence


class Lazy:
    def __init__(self, opener):
        self.opener = opener
        self.opened = None

    @property
    def kept(self):
        if self.opened is None:
            self.opened = self.opener()
        return self.opened


by_name = Lazy(get_persistence)
by_lambda = Lazy(lambda: get_persistence())


def show() -> None:
    print(by_name.kept.count_players(), by_lambda.kept.count_players())
"""


def test_what_an_object_gives_by_an_accessor_that_it_keeps_stays(tmp_path: Path) -> None:
    """A tree of its own: what is known of it may be any facade that an accessor hands on."""
    plan = plan_of(tmp_path, {"cases/kept.py": KEPT_ACCESSOR})

    assert {(b.line, b.kind) for b in plan.blockers} == {(12, "untraced"), (21, "held_back")}
    assert functions_of(plan, "migrate_cases") == []


CONTRACT = """\
from app.persistence import PersistenceLayer


class LayerContract:
    def test_it_starts_empty(self, layer: PersistenceLayer) -> None:
        assert layer.count_players() == 0
"""
HEIR = """\
import pytest

from app.persistence import PersistenceLayer
from cases.contract import LayerContract


@pytest.fixture
def layer():
    return PersistenceLayer("memory")


class TestMemory(LayerContract):
    pass
"""


def test_the_fixture_of_an_heir_reaches_the_inherited_test(tree: Path) -> None:
    (tree / "cases" / "contract.py").write_text(CONTRACT, encoding="utf-8")
    (tree / "cases" / "test_memory.py").write_text(HEIR, encoding="utf-8")

    with analyse(tree, read_config(tree / "ferry.toml")) as analysis:
        names = [{c.owner.name for c in component.carriers} for component in analysis.components]

    assert any({"cases.contract.LayerContract.test_it_starts_empty", "cases.test_memory.layer"} <= n for n in names)


CLOSED = """\
import contextlib

from app.persistence import get_persistence


class Report:
    def close(self) -> None:
        print(get_persistence().count_players())


def write() -> None:
    with contextlib.closing(Report()):
        print("report")
"""


def test_what_closing_calls_at_the_end_of_its_block_stays_synchronous(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, {"cases/report.py": CLOSED})

    assert {(b.line, b.kind) for b in plan.blockers} == {(8, "held_back"), (12, "generator")}
    assert functions_of(plan, "migrate_cases") == []


SPECIAL = """\
from app.persistence import get_persistence


def show(given=None) -> None:
    layer = get_persistence()
    if layer:
        print(len(layer), layer.count_players())
    other = get_persistence()
    print(layer == other, str(layer))
"""


def test_a_special_method_that_the_target_lacks_is_a_gap_where_the_facade_has_it(tmp_path: Path) -> None:
    copy_tree(tmp_path)
    layer = tmp_path / "app" / "persistence" / "layer.py"
    text = layer.read_text(encoding="utf-8")
    sized = "    def __len__(self) -> int:\n        return self.count_players()\n\n    def close(self)"

    plain = plan_of(tmp_path / "plain", {"cases/show.py": SPECIAL})
    lacking = plan_of(
        tmp_path / "sized",
        {"cases/show.py": SPECIAL, "app/persistence/layer.py": text.replace("    def close(self)", sized, 1)},
    )

    assert plain.blockers == ()
    gaps = [(b.line, b.reason.partition(":")[0]) for b in lacking.blockers if b.kind == "gap"]
    assert gaps == [(6, "`layer.__len__`"), (7, "`layer.__len__`")]
    assert functions_of(lacking, "migrate_cases") == []


NEXT = """\
from app.persistence import get_persistence


def first() -> str:
    return next(get_persistence().names())


def second() -> str:
    names = get_persistence().names()
    next(names)
    return next(names)


def either() -> str:
    return next(iter(get_persistence().names()))


def every() -> list[str]:
    names = get_persistence().names()
    return [name for name in names]
"""


@pytest.mark.parametrize(
    ("given", "promised", "gaps"),
    [
        ("iter(['ann', 'bob'])", "list[str]", [5, 9]),
        ("(yield 'ann')", "list[str]", [5, 9]),
        ("iter(['ann', 'bob'])", "Iterator[str]", []),
    ],
    ids=["iterator", "generator", "both"],
)
def test_next_cannot_ask_the_collection_that_the_target_gives_instead_of_an_iterator(
    tmp_path: Path, given: str, promised: str, gaps: list[int]
) -> None:
    copy_tree(tmp_path)
    files = {"cases/show.py": NEXT}
    for file, definition in (
        ("layer", f"    def names(self) -> Iterator[str]:\n        return {given}\n"),
        ("async_layer", f"    async def names(self) -> {promised}:\n        raise KeyError\n"),
    ):
        text = (tmp_path / "app" / "persistence" / f"{file}.py").read_text(encoding="utf-8")
        added = text.replace("    def close(self)", f"{definition}\n    def close(self)", 1)
        added = added.replace("    async def close(self)", f"{definition}\n    async def close(self)", 1)
        files[f"app/persistence/{file}.py"] = f"from collections.abc import Iterator\n{added}"

    plan = plan_of(tmp_path / "tree", files)

    assert [b.line for b in plan.blockers if b.kind == "gap"] == gaps


BEAT = """\
from app.persistence import get_persistence


class Beat:
    def __init__(self, callback=None) -> None:
        self.callback = callback


def run(beat: Beat) -> int:
    size = get_persistence().count_players()
    callback = beat.callback
    if callback is not None:
        callback(size)
    return size
"""
TELL = """\
from app.persistence import get_persistence
from cases.beat import Beat, run


def begin() -> int:
    def tell(size: int) -> None:
        print(size == get_persistence().count_players())

    return run(Beat(tell))
"""


def test_a_callback_that_one_step_keeps_off_the_loop_is_awaited_after_its_own(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, {"cases/beat.py": BEAT, "app/later/tell.py": TELL})

    migrate(tmp_path)
    between = (tmp_path / "cases" / "beat.py").read_text(encoding="utf-8")
    changes = migrate(tmp_path, "migrate_later")

    assert "app.later.tell.begin.tell" in functions_of(plan, "migrate_later")
    assert "await asyncio.to_thread(callback, size)" in between
    assert changes.blockers == []
    assert "        await callback(size)\n" in (tmp_path / "cases" / "beat.py").read_text(encoding="utf-8")
    assert "    async def tell(" in (tmp_path / "app" / "later" / "tell.py").read_text(encoding="utf-8")


def test_a_callback_is_kept_off_the_loop_with_another_that_cannot_be_awaited(tmp_path: Path) -> None:
    plain = "\n\ndef plain(size: int) -> None:\n    print(size, get_persistence().count_players())\n"
    box = "\n\nclass Box:\n    def __init__(self) -> None:\n        plain(1)\n"
    other = f"{TELL}{plain}{box}\n\ndef begin_plainly() -> int:\n    return run(Beat(plain))\n"
    plan_of(tmp_path, {"cases/beat.py": BEAT, "app/later/tell.py": other})

    migrate(tmp_path)
    changes = migrate(tmp_path, "migrate_later")

    assert {b.kind for b in changes.blockers} == {"constructor", "held_back"}
    assert "await asyncio.to_thread(callback, size)" in (tmp_path / "cases" / "beat.py").read_text(encoding="utf-8")
    assert "    def tell(" in (tmp_path / "app" / "later" / "tell.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("position", [0, 4, 8, 12])
def test_an_object_in_the_facades_place_is_found_among_those_that_answer_nothing(tmp_path: Path, position: int) -> None:
    names = [f"Quiet{n}" for n in range(12)]
    classes = "".join(f"class {name}:\n    pass\n\n\n" for name in names)
    names.insert(position, "Counting")
    returns = "".join(f'    if kind == "{name}":\n        return {name}()\n' for name in names)
    plan = plan_of(tmp_path, {
        "app/later/counts.py": "from app.persistence import get_persistence\n\n\n"
        f"class Counting:\n    def count_players(self):\n        return 0\n\n\n{classes}"
        f"def made(kind):\n{returns}    return None\n\n\n"
        "def count(store):\n    return store.count_players()\n\n\n"
        "def both(kind):\n    return count(get_persistence()), count(made(kind))\n",
    })  # fmt: skip

    heirs = [blocker.reason.partition("`: ")[0] for blocker in plan.blockers if blocker.kind == "heir"]
    assert "`made(kind)" in heirs
