"""`ferry inventory` says which annotation would resolve most of what it does not know."""

from pathlib import Path

from tests.ferry.conftest import copy_tree
from tools.ferry.config import read_config
from tools.ferry.inventory import take_inventory
from tools.ferry.model import MissingAnnotation
from tools.ferry.plan import analyse

STORES = """\
def find():
    return REGISTRY["layer"]


def size(layer):
    return layer.count_players()


def names():
    layer = find()
    return [layer.get_player(i) for i in layer.list_players()] + [find().count_players()]


class Census:
    def run(self):
        return self.layer.count_players()
"""


def test_the_declaration_that_resolves_most_comes_first(tmp_path: Path) -> None:
    copy_tree(tmp_path)
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "stores.py").write_text(STORES, encoding="utf-8")

    with analyse(tmp_path, read_config(tmp_path / "ferry.toml")) as analysis:
        inventory = take_inventory(analysis)

    assert inventory.annotations == (
        MissingAnnotation("cases/stores.py", 1, "the return of `find`", 3),
        MissingAnnotation("cases/stores.py", 5, "the parameter `layer` of `size`", 1),
        MissingAnnotation("cases/stores.py", 14, "the attribute `layer` of `Census`", 1),
    )


KEPT = """\
from outside import settings

LAYER = getattr(settings, "LAYER", None)


def count():
    return LAYER.count_players()
"""

USING = """\
from cases.kept import LAYER


def names():
    return [LAYER.get_player(i) for i in LAYER.list_players()]
"""


def test_a_variable_that_holds_what_comes_from_outside_is_a_place_to_annotate(tmp_path: Path) -> None:
    copy_tree(tmp_path)
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "kept.py").write_text(KEPT, encoding="utf-8")
    (tmp_path / "cases" / "using.py").write_text(USING, encoding="utf-8")

    with analyse(tmp_path, read_config(tmp_path / "ferry.toml")) as analysis:
        inventory = take_inventory(analysis)

    assert inventory.annotations == (MissingAnnotation("cases/kept.py", 3, "the variable `LAYER`", 3),)


SPREAD = """\
def first(*args, **kwargs):
    return args[0].count_players() + kwargs["layer"].count_players() + kwargs.layer.count_players()
"""


def test_what_is_spread_over_arguments_is_a_parameter_to_annotate(tmp_path: Path) -> None:
    copy_tree(tmp_path)
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "spread.py").write_text(SPREAD, encoding="utf-8")

    with analyse(tmp_path, read_config(tmp_path / "ferry.toml")) as analysis:
        inventory = take_inventory(analysis)

    assert inventory.annotations == (
        MissingAnnotation("cases/spread.py", 1, "the parameter `**kwargs` of `first`", 2),
        MissingAnnotation("cases/spread.py", 1, "the parameter `*args` of `first`", 1),
    )
