"""Bound methods of the facade that one module gives to a class of another, which keeps them and calls them."""

from pathlib import Path

import pytest

from tests.ferry.conftest import migrate, migrate_modules
from tests.ferry.plans import functions_of, plan_of

RUNNER = """\
class Runner:
    def __init__(self):
        self.jobs = []

    def add(self, function, *args):
        self.jobs.append((function, args))

    def drain(self):
        results = []
        while self.jobs:
            function, args = self.jobs.pop(0)
            results.append(function(*args))
        return results
"""
COUNT = """\
def count():
    return get_persistence().count_players()
"""
USE = f"""\
from app.persistence import PersistenceLayer, get_persistence
from cases.runner import Runner
{{imports}}
LAYER = PersistenceLayer("memory")


{COUNT}

def test_drain():
    runner = Runner()
    runner.add({{layer}}.get_player, 1)
    runner.add({{other}})
    assert runner.drain() == [None, 0]
"""
FAKES = """\
from app.persistence.async_layer import AsyncPersistenceLayer
from app.persistence.layer import PersistenceLayer


class MemoryLayer(PersistenceLayer):
    def get_player(self, player_id):
        return None


class AsyncMemoryLayer(AsyncPersistenceLayer):
    async def get_player_by_id(self, player_id):
        return None
"""
KEPT = "\n\ndef size():\n    return LAYER.count_players()\n\n\nSIZE = size()\n"


def use(*, layer: str = "get_persistence()", other: str = "count", imports: str = "") -> str:
    return USE.format(layer=layer, other=other, imports=imports)


def test_the_chain_ends_at_the_place_that_names_the_method_in_its_own_file(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, {"cases/runner.py": RUNNER, "cases/test_use.py": use()})

    line = use().splitlines().index("    runner.add(get_persistence().get_player, 1)") + 1
    reasons = {function.name: function.reason for function in plan.functions}
    end = f"get_persistence().get_player (cases/test_use.py:{line})"
    assert reasons["cases.runner.Runner.drain"] == f"cases.runner.Runner.drain -> {end}"


def test_a_method_of_the_facade_that_runs_beside_a_function_stays_as_it_is(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, {"cases/runner.py": RUNNER, "cases/test_use.py": use()})

    assert functions_of(plan, "migrate_cases") == [
        "cases.runner.Runner.drain", "cases.test_use.count", "cases.test_use.test_drain",
    ]  # fmt: skip
    assert not [function for function in plan.functions if function.name.startswith("app.persistence")]
    assert plan.blockers == ()
    assert migrate(tmp_path).contents.keys() == {"cases/runner.py", "cases/test_use.py"}
    assert "await function(*args)" in (tmp_path / "cases" / "runner.py").read_text()


def test_a_method_of_an_heir_leaves_the_facade_with_its_class(empty_tree: Path) -> None:
    config = empty_tree / "ferry.toml"
    twin = '[target.classes]\n"cases.fakes.MemoryLayer" = "cases.fakes.AsyncMemoryLayer"\n\n[methods]'
    config.write_text(config.read_text().replace("[methods]", twin))
    test = use(layer="MemoryLayer('')", imports="from cases.fakes import MemoryLayer\n")

    changes = migrate_modules(empty_tree, runner=RUNNER, fakes=FAKES, test_use=test)

    assert changes.blockers == []
    assert changes.contents.keys() == {"cases/runner.py", "cases/test_use.py"}
    assert "runner.add(AsyncMemoryLayer('').get_player_by_id, 1)" in (empty_tree / "cases" / "test_use.py").read_text()


@pytest.mark.parametrize(
    ("layer", "other"),
    [("LAYER", "count"), ("get_persistence()", "size")],
    ids=["a method of a facade that stays", "a function that stays"],
)
def test_a_call_that_runs_what_stays_synchronous_too_asks_and_needs_nothing_else(
    empty_tree: Path, layer: str, other: str
) -> None:
    migrate_modules(empty_tree, runner=RUNNER, test_use=use(layer=layer, other=other) + KEPT)

    runner = (empty_tree / "cases" / "runner.py").read_text()
    assert "await result if inspect.isawaitable(result := function(*args)) else result" in runner
    assert runner.startswith("import inspect\n\n\nclass Runner:\n")
