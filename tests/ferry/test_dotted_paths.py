"""Functions that a text names by their dotted path, and those that a loader of such paths may mean."""

from pathlib import Path

from tests.ferry.plans import functions_of, plan_of
from tools.ferry.model import Plan

TASKS = """\
from app.persistence import get_persistence


def sweep(key: int) -> int:
    return get_persistence().count_players() + key


def count() -> int:
    return get_persistence().count_players()
"""
LOADER = """\
import importlib


def run(path, *arguments):
    module, _, name = path.rpartition(".")
    return getattr(importlib.import_module(module), name)(*arguments)


def run_in(module, name, key):
    return getattr(importlib.import_module(module), name)(key)


def title(key: int) -> str:
    return str(key)
"""


def by_path(root: Path, caller: str, loader: str = LOADER) -> Plan:
    """Return the plan of a tree with tasks, a loader of dotted paths, and a caller."""
    return plan_of(root, {"cases/tasks.py": TASKS, "cases/loader.py": loader, "cases/caller.py": caller})


def test_a_function_that_a_text_names_by_its_path_is_a_blocker_there(tmp_path: Path) -> None:
    caller = 'from cases.loader import run\n\nrun("cases.tasks.sweep", 2)\nTASKS = {"cases.tasks": "count"}\n'

    plan = by_path(tmp_path, caller)

    assert {(b.line, b.kind) for b in plan.blockers if b.file == "cases/caller.py"} == {(3, "dynamic"), (4, "dynamic")}
    assert functions_of(plan, "migrate_cases") == []


MIDDLEWARE = """\
from app.persistence import get_persistence


class Base:
    def authenticate(self, request):
        return self._found(request)

    def _found(self, request):
        return get_persistence().get_player(request)


class Token(Base):
    def __call__(self, request):
        return get_persistence().is_admin(request)

    def reset(self):
        return get_persistence().count_players()


def reset():
    return Token().reset()
"""


def test_the_methods_of_a_class_that_a_text_names_by_its_path_stay_unless_the_tree_calls_them(tmp_path: Path) -> None:
    settings = 'BACKENDS = ["cases.middleware.Token"]\n'
    test = "from cases.middleware import Token\n\n\ndef test_it():\n    assert not Token()(1)\n"
    files = {"middleware": MIDDLEWARE, "settings": settings, "test_it": test}

    plan = plan_of(tmp_path, {f"cases/{name}.py": text for name, text in files.items()})

    assert [(b.line, b.kind) for b in plan.blockers if b.file == "cases/settings.py"] == [(1, "dynamic")]
    assert functions_of(plan, "migrate_cases") == ["cases.middleware.Token.reset", "cases.middleware.reset"]


QUOTED = """\
from typing import Callable, cast

Check = Callable[["cases.middleware.Token"], "list[cases.middleware.Token]"]


def first(one: "cases.middleware.Token", *more: "cases.middleware.Token") -> "cases.middleware.Token":
    found: "cases.middleware.Token" = cast("cases.middleware.Token", more[0])
    return found or one
"""


def test_the_name_of_a_class_in_an_annotation_loads_nothing(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, {"cases/middleware.py": MIDDLEWARE, "cases/quoted.py": QUOTED})

    assert [(b.line, b.kind) for b in plan.blockers if b.file == "cases/quoted.py"] == []
    assert "cases.middleware.Base.authenticate" in functions_of(plan, "migrate_cases")


def test_a_function_that_nobody_calls_may_be_what_is_loaded_by_any_name(tmp_path: Path) -> None:
    called = "from cases.tasks import count\n\n\ndef show() -> int:\n    return count()\n\n\nprint(str(show))\n"

    plan = by_path(tmp_path, called)

    assert {(b.line, b.kind) for b in plan.blockers if b.file == "cases/loader.py"} == {(6, "dynamic"), (10, "dynamic")}
    assert "cases.tasks.sweep" not in functions_of(plan, "migrate_cases")


def test_what_takes_other_arguments_is_not_what_is_loaded(tmp_path: Path) -> None:
    loader = LOADER.replace("(*arguments)", "(1, 2, last=1)").replace("(key)\n", "(key, 1)\n", 1)

    plan = by_path(tmp_path, "", loader)

    assert {"cases.tasks.count", "cases.tasks.sweep"} <= set(functions_of(plan, "migrate_cases"))
