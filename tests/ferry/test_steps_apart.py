"""What two packages share, between their steps: what the first step writes fits the second package as it still is."""

from pathlib import Path

import pytest

from tests.ferry.conftest import copy_tree, migrate
from tools.ferry.rewrite import Changes

TRAIL = """\
from app.persistence import PersistenceLayer


class Trail:
    def __call__(self, number: int) -> str:
        raise NotImplementedError


class PlayerTrail(Trail):
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def __call__(self, number: int) -> str:
        return self.layer.get_player(number).name


def player_name(number: int, layer: PersistenceLayer) -> str:
    return layer.get_player(number).name
"""
ASKING = """\
from app.later.shared import PlayerTrail, Trail, player_name
from app.persistence import get_persistence


def kept() -> str:
    trail = PlayerTrail(get_persistence())
    return trail(1) + PlayerTrail(get_persistence())(2)


def given(trail: Trail) -> str:
    return trail(3)


def given_one() -> str:
    return given(PlayerTrail(get_persistence()))


def chosen(quiet: bool) -> str:
    layer = get_persistence()
    name = (lambda number, layer: "-") if quiet else player_name
    return name(1, layer)
"""
JOBS = """\
from typing import Protocol

from app.persistence import PersistenceLayer


class Job(Protocol):
    title: str

    def perform(self, layer: PersistenceLayer) -> int: ...


class Performing:
    def perform(self, layer: PersistenceLayer) -> int:
        return layer.count_players()


class Census(Performing):
    title = "census"


class Constant:
    title = "constant"

    def perform(self, layer: PersistenceLayer) -> int:
        return 7


JOBS: list[Job] = [Census(), Constant()]


def perform_all(layer: PersistenceLayer) -> list[int]:
    return [job.perform(layer) for job in JOBS]
"""
RUNNING = """\
from app.later.shared import perform_all
from app.persistence import PersistenceLayer, get_persistence


def main() -> list[int]:
    layer: PersistenceLayer = get_persistence()
    return perform_all(layer)
"""
OBSERVERS = """\
from app.persistence import get_persistence


class Counter:
    seen = 0

    def update(self, event: str) -> None:
        self.seen += 1


class Auditor:
    def update(self, event: str) -> None:
        get_persistence().save_player(event)
"""
NOTIFYING = """\
from app.later.shared import Auditor, Counter
from app.persistence import get_persistence

KINDS = {"counter": Counter, "auditor": Auditor}


def notify(event: str) -> int:
    for observer in [Counter(), Auditor()]:
        observer.update(event)
    return get_persistence().count_players()


def notify_one(kind: str, event: str) -> int:
    KINDS[kind]().update(event)
    return get_persistence().count_players()
"""
KINDS = """\
from app.persistence import get_persistence


class Plain:
    def up(self, event: str) -> str:
        return "plain"


class Asking:
    def up(self, event: str) -> str:
        return f"{get_persistence().count_players()}"
"""
CALLING = """\
from collections import deque

from app.later.shared import Asking, Plain
from app.persistence import get_persistence

STACK = []


class Base:
    kind = Plain

    def __init__(self, one=None):
        self.one = one
        self.made = self.make()

    def make(self):
        return Plain()

    def all(self):
        return [Plain()]

    @property
    def read(self):
        return Plain()

    def each(self):
        yield Plain()

    def go(self, event):
        return CALL


class Heir(Base):
    kind = Asking

    def make(self):
        return Asking()

    def all(self):
        return super().all() + [Asking()]

    def each(self):
        yield from super().each()
        yield Asking()

    @property
    def read(self):
        return Asking()


def main(event):
    STACK.append(Asking())
    STACK.append(Plain())
    queue = deque()
    queue.append(Asking())
    queue.append(Plain())
    box = {}
    box["asking"] = Asking()
    box["plain"] = Plain()
    size = get_persistence().count_players()
    return Base(Asking()).go(event), Heir().go(event), size
"""
SEVERAL = {
    "a class that an heir names": "self.kind().up(event)",
    "what an heir makes": "self.make().up(event)",
    "what an heir makes, in a variable": "[one.up(event) for one in [self.make()]]",
    "what an heir makes for an attribute": "self.made.up(event)",
    "what an heir has as a property": "self.read.up(event)",
    "what an heir has in a list": "[one.up(event) for one in self.all()]",
    "what an heir yields": "[one.up(event) for one in self.each()]",
    "what is given, or another": "(self.one or Plain()).up(event)",
    "a stack": "STACK.pop().up(event)",
}


def steps(root: Path, first: str, later: str) -> tuple[Changes, Changes]:
    """Carry out the step of a package and then that of the one that it uses."""
    copy_tree(root)
    (root / "app" / "later" / "shared.py").write_text(later, encoding="utf-8")
    (root / "cases").mkdir()
    (root / "cases" / "first.py").write_text(first, encoding="utf-8")
    return migrate(root), migrate(root, "migrate_later")


def text_of(changes: Changes, file: str) -> str:
    """Return what the step writes into the file, nothing where it stays as it is."""
    return (changes.contents.get(file) or b"").decode("utf-8")


def test_what_a_step_runs_in_a_thread_its_own_step_awaits(tmp_path: Path) -> None:
    first, second = steps(tmp_path, ASKING, TRAIL)

    assert (first.blockers, second.blockers) == ([], [])
    between, after = text_of(first, "cases/first.py"), text_of(second, "cases/first.py")
    assert "await asyncio.to_thread(trail, 1)" in between
    assert "await asyncio.to_thread(trail, 3)" in between
    assert "    return await trail(1) + await PlayerTrail(get_async_persistence())(2)" in after
    assert "    return await trail(3)" in after


def test_what_may_be_a_lambda_is_not_run_in_a_thread(tmp_path: Path) -> None:
    first, second = steps(tmp_path, ASKING, TRAIL)

    assert "    return name(1, layer)" in text_of(first, "cases/first.py")
    assert "    return await result if inspect.isawaitable(result := name(1, layer)) else result" in text_of(
        second, "cases/first.py"
    )


def test_what_goes_through_a_protocol_waits_for_what_implements_it(tmp_path: Path) -> None:
    first, second = steps(tmp_path, RUNNING, JOBS)

    assert (first.blockers, second.blockers) == ([], [])
    assert text_of(first, "app/later/shared.py") == ""
    assert "    return await asyncio.to_thread(perform_all, layer)" in text_of(first, "cases/first.py")
    assert text_of(second, "app/later/shared.py").count("layer: AsyncPersistenceLayer") == 4
    assert "    return await perform_all(layer)" in text_of(second, "cases/first.py")


def test_methods_of_several_classes_that_run_in_one_thread_become_async_together(tmp_path: Path) -> None:
    first, second = steps(tmp_path, NOTIFYING, OBSERVERS)

    assert (first.blockers, second.blockers) == ([], [])
    between, after = text_of(first, "cases/first.py"), text_of(second, "cases/first.py")
    assert "        await asyncio.to_thread(observer.update, event)" in between
    assert "    await asyncio.to_thread(KINDS[kind]().update, event)" in between
    assert "        await observer.update(event)" in after
    assert "    await KINDS[kind]().update(event)" in after
    assert text_of(second, "app/later/shared.py").count("    async def update(self, event: str) -> None:") == 2


@pytest.mark.parametrize("call", SEVERAL.values(), ids=SEVERAL)
def test_what_an_object_can_be_besides_becomes_async_with_it(tmp_path: Path, call: str) -> None:
    first, second = steps(tmp_path, CALLING.replace("CALL", call), KINDS)

    assert (first.blockers, second.blockers) == ([], [])
    assert text_of(second, "app/later/shared.py").count("    async def up(self, event: str) -> str:") == 2
    assert "await" in text_of(second, "cases/first.py").partition("def go")[2].partition("class Heir")[0]


def test_what_a_collection_gets_later_becomes_async_with_the_rest(tmp_path: Path) -> None:
    local = "return Base(Asking()).go(event), queue.popleft().up(event), box.pop(event).up(event), size"
    calling = CALLING.replace("return Base(Asking()).go(event), Heir().go(event), size", local)

    first, second = steps(tmp_path, calling.replace("CALL", '""'), KINDS)

    assert (first.blockers, second.blockers) == ([], [])
    assert text_of(second, "app/later/shared.py").count("    async def up(self, event: str) -> str:") == 2
    assert "await queue.popleft().up(event), await box.pop(event).up(event)" in text_of(second, "cases/first.py")


def test_a_method_that_nobody_seems_to_call_is_noted_with_who_may(tmp_path: Path) -> None:
    calling = CALLING.replace("CALL", '""').replace(
        "return Base(Asking()).go(event), Heir().go(event), size", "return size"
    )
    calling += "\n\ndef ask(event, make=Plain):\n    globals().update(made=make())\n    return made.up(event)\n"

    _, second = steps(tmp_path, calling, KINDS)

    assert [
        note for note in second.notes if "no code of the tree calls it" in note and "look whether `made.up`" in note
    ]
