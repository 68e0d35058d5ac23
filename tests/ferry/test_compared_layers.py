"""Functions that compare, add or look up the facade's objects call special methods that the target may not have."""

from pathlib import Path

import pytest

from tests.ferry.stores import ALONE, migrate

APP = """\
class Store:
    def load(self, key: int) -> str:
        return f"local {key}"

    def __lt__(self, other: "Store") -> bool:
        return True

    def __gt__(self, other: "Store") -> bool:
        return False

    def __add__(self, other: object) -> int:
        return 1

    def __radd__(self, other: object) -> int:
        return 1

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 1

    def __bool__(self) -> bool:
        return True
"""
USE = """\
import heapq
import operator
from functools import reduce

from app import Store


def show() -> tuple[object, str]:
    first, other = Store(), Store()
    stores = [first, other]
    return {asked}, first.load(1)
"""
ASKING = {
    "an order": "sorted(stores)",
    "an order of a literal": "sorted([first, other])",
    "the least": "min(stores)",
    "the greatest of two": "max(first, other) is first",
    "an order of the list itself": "stores.sort()",
    "a heap": "heapq.heappush([], first)",
    "a sum": "sum(stores)",
    "a sum that begins with one": "sum([1], first)",
    "a sum whose start is named": "sum([1], start=other)",
    "an operator": "operator.add(first, other)",
    "a comparison": "operator.lt(1, other)",
    "an operator for all": "reduce(operator.add, stores)",
    "an item of a list": "first in stores",
    "the place in a list": "stores.index(other)",
    "a set": "{first, other}",
    "a set of a list": "set(stores)",
    "keys": "{first: 1}",
    "whether one is true": "any(stores)",
    "whether it is true": "operator.not_(first)",
}


@pytest.mark.parametrize("asked", ASKING.values(), ids=ASKING)
def test_what_the_target_cannot_do_is_a_gap(tmp_path: Path, asked: str) -> None:
    use = USE.format(asked=asked)

    changes = migrate(tmp_path, APP, ALONE, use)

    assert "gap" in {blocker.kind for blocker in changes.blockers}
    assert (tmp_path / "use.py").read_text(encoding="utf-8") == use


@pytest.mark.parametrize("asked", ["sorted(stores, key=id)", "len(stores)", "first is other", "list(stores), [first]"])
def test_what_asks_nothing_of_the_objects_is_none(tmp_path: Path, asked: str) -> None:
    changes = migrate(tmp_path, APP, ALONE, USE.format(asked=asked))

    assert changes.blockers == []
    assert "await first.load(1)" in (tmp_path / "use.py").read_text(encoding="utf-8")
