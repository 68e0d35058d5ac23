"""What tests put in the place of the facade by hand, and patches that nobody follows: blockers of the plan."""

from pathlib import Path

from tests.ferry.conftest import copy_tree
from tests.ferry.plans import functions_of, plan_of
from tools.ferry.config import read_config
from tools.ferry.plan import analyse, make_plan

FAKE = """\
from app.persistence import PersistenceLayer


class Census:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def size(self) -> int:
        return self.layer.count_players()
"""
FAKE_TEST = """\
from types import SimpleNamespace

from cases.census import Census


class FakeLayer:
    def count_players(self) -> int:
        return 3


def test_size_with_a_fake() -> None:
    assert Census(FakeLayer()).size() == 3


def test_size_with_a_namespace() -> None:
    stubs = {"count_players": lambda: 3}
    assert Census(SimpleNamespace(**stubs)).size() == 3
"""


def test_what_a_test_gives_in_place_of_the_facade_is_a_blocker(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, {"cases/census.py": FAKE, "tests/test_census.py": FAKE_TEST})

    assert [(b.file, b.line, b.kind) for b in plan.blockers] == [
        ("cases/census.py", 9, "held_back"),
        ("tests/test_census.py", 12, "heir"),
        ("tests/test_census.py", 17, "mock"),
    ]


def test_a_fake_for_which_an_async_class_is_named_is_switched(tmp_path: Path) -> None:
    copy_tree(tmp_path)
    config = tmp_path / "ferry.toml"
    twins = '[target.classes]\n"tests.test_census.FakeLayer" = "tests.fakes.AsyncFakeLayer"\n\n[methods]\n'
    config.write_text(config.read_text().replace("[methods]\n", twins))
    files = {
        "cases/census.py": FAKE,
        "tests/test_census.py": FAKE_TEST[: FAKE_TEST.index("\n\ndef test_size_with_a_namespace")],
        "tests/fakes.py": "class AsyncFakeLayer:\n    async def count_players(self) -> int:\n        return 3\n",
    }
    for file, text in files.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(text)

    with analyse(tmp_path, read_config(config)) as analysis:
        plan = make_plan(analysis)

    assert plan.blockers == ()
    assert "cases.census.Census.size" in [f.name for f in plan.functions]


STARTED_PATCH = """\
import unittest
from unittest import mock

from app.persistence import get_persistence


def size() -> int:
    return get_persistence().count_players()


class TestSize(unittest.TestCase):
    def setUp(self) -> None:
        patcher = mock.patch("cases.test_size.get_persistence")
        self.accessor, self.other = start_all(self, patcher, mock.patch("os.getcwd"))

    def test_it_is_the_count(self) -> None:
        self.accessor.return_value.count_players.return_value = 3
        self.assertEqual(size(), 3)
"""


def test_a_patch_of_an_accessor_that_nobody_follows_to_its_start_is_a_blocker(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, {"cases/test_size.py": STARTED_PATCH})

    assert "mock" in {b.kind for b in plan.blockers if b.line == 13}
    assert functions_of(plan, "migrate_cases") == []
