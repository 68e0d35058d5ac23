"""The facade where only a name leads: variables of modules, and functions of loaded modules."""

from pathlib import Path

import pytest

from tests.ferry.conftest import migrate_modules

GIVING = "from app.persistence import get_persistence\n\n\ndef load(settings):\n    return get_persistence()\n"
LOADS = {
    "a module that is loaded": "import_module(settings['name']).load(settings)",
    "a name that is asked of it": "getattr(import_module(settings['name']), 'load')(settings)",
    "a name that is put together": "getattr(import_module(settings['name']), settings['function'])(settings)",
}
SETTINGS = """\
from app.persistence import get_persistence

layer = None


def setup() -> None:
    global layer
    layer = get_persistence()
"""
ASKED = {
    "a variable of a module": "getattr(importlib.import_module(Mark.__module__), 'LAYER')",
    "an attribute": "Mark().layer",
}


def test_what_a_variable_of_another_module_is_given_comes_out_of_it(empty_tree: Path) -> None:
    place = "import contextvars\n\nVAR = contextvars.ContextVar('VAR')\n"
    use = (
        "from app.persistence import get_persistence\nfrom cases.place import VAR\n\n\n"
        "def size():\n    layers = []\n    layers += [get_persistence()]\n    VAR.set(layers[0])\n"
        "    return VAR.get().count_players()\n"
    )

    changes = migrate_modules(empty_tree, place=place, use=use)

    assert ("unknown", 9) in {(blocker.kind, blocker.line) for blocker in changes.blockers}
    assert changes.contents == {}


def test_a_variable_that_is_looked_up_by_its_name_stays(empty_tree: Path) -> None:
    table = (
        "from app.persistence import get_persistence\n\nLAYER = get_persistence()\n\n\n"
        "def named(name):\n    return globals()[name]\n\n\n"
        "def size():\n    return getattr(named('LAYER'), 'count_players')()\n"
    )

    changes = migrate_modules(empty_tree, table=table)

    assert ("unknown", 11) in {(blocker.kind, blocker.line) for blocker in changes.blockers}
    assert changes.contents == {}


@pytest.mark.parametrize("origin", ASKED.values(), ids=ASKED)
def test_an_object_that_only_a_question_for_its_class_shows_stays_with_where_it_may_come_from(
    empty_tree: Path, origin: str
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

    changes = migrate_modules(empty_tree, mark=mark, use=use)

    assert ("untraced", 9) in {(blocker.kind, blocker.line) for blocker in changes.blockers}
    assert changes.contents == {}


def test_an_attribute_of_a_function_comes_out_where_that_name_is_read(empty_tree: Path) -> None:
    holder = (
        "from app.persistence import get_persistence\n\n\ndef holder():\n    pass\n\n\n"
        "def put():\n    holder.layer = get_persistence()\n\n\n"
        "def size():\n    return holder.layer.count_players()\n"
    )

    changes = migrate_modules(empty_tree, holder=holder)

    assert [(blocker.kind, blocker.line) for blocker in changes.blockers] == [("unknown", 13)]
    assert changes.contents == {}


@pytest.mark.parametrize("load", LOADS.values(), ids=LOADS)
def test_a_function_that_only_a_name_calls_goes_on_giving_the_facade(empty_tree: Path, load: str) -> None:
    start = f"from importlib import import_module\n\n\ndef start(settings, app):\n    app.kept = {load}\n"

    changes = migrate_modules(empty_tree, giving=GIVING, start=start)

    assert ("cases/start.py", "unknown") in [(blocker.file, blocker.kind) for blocker in changes.blockers]
    assert changes.contents == {}


def test_a_function_of_that_name_that_takes_other_arguments_is_not_meant(empty_tree: Path) -> None:
    start = "from importlib import import_module\n\n\ndef start(name):\n    import_module(name).load(1, 2)\n"

    changes = migrate_modules(empty_tree, giving=GIVING, start=start)

    assert changes.blockers == []
    assert b"return get_async_persistence()" in (changes.contents["cases/giving.py"] or b"")


@pytest.mark.parametrize("use", ["settings.layer.count_players()", "cases.settings.layer.count_players()"])
def test_a_variable_of_a_module_is_read_after_the_module_s_name(empty_tree: Path, use: str) -> None:
    main = f"import cases.settings\nfrom cases import settings\n\n\ndef size() -> int:\n    return {use}\n"

    changes = migrate_modules(empty_tree, settings=SETTINGS, size=main)

    assert changes.blockers == []
    assert f"    return await {use}\n".encode() in (changes.contents["cases/size.py"] or b"")
    assert b"    layer = get_async_persistence()\n" in (changes.contents["cases/settings.py"] or b"")


def test_a_variable_of_a_module_that_is_set_from_outside_changes_with_what_is_put_there(empty_tree: Path) -> None:
    main = (
        "from app.persistence import get_persistence\nfrom cases import settings\n\n\n"
        "def setup() -> None:\n    settings.layer = get_persistence()\n\n\n"
        "def size() -> list[int]:\n    return max(1, 1, key=lambda n: settings.layer.get_player(n).level)\n"
    )

    changes = migrate_modules(empty_tree, settings="layer = None\n", size=main)

    assert [blocker.kind for blocker in changes.blockers] == ["lambda"]
    assert changes.contents == {}
