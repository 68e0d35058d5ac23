from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from unittest.mock import MagicMock

from app.persistence import get_persistence


@dataclass
class Agenda:
    jobs: list[Callable[[], object]] = field(default_factory=list)
    named: dict[str, list[Callable[[], object]]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[str, Callable[[], object]] = field(default_factory=dict)

    def every(self, name: str, job: Callable[[], object]) -> None:
        self.jobs.append(job)
        self.named[name].append(job)
        self.by_name[name] = job

    def tick(self) -> int:
        for job in self.jobs:
            job()
        for job in self.named["a"]:
            job()
        self.by_name["a"]()
        return len(self.jobs)


@dataclass
class Table:
    jobs: list[Callable[[], object]]

    def tick(self) -> int:
        for job in self.jobs:
            job()
        return len(self.jobs)


def build() -> Agenda:
    layer = get_persistence()
    agenda = Agenda()
    agenda.every("a", lambda: layer.count_players())
    return agenda


def table() -> Table:
    layer = get_persistence()
    return Table([lambda: layer.count_players()])


def test_mock() -> None:
    action = MagicMock()
    agenda = Agenda()
    agenda.every("a", action)
    assert agenda.tick() == 1
    action.assert_called_with()


def test_table() -> None:
    action = MagicMock()
    assert Table(jobs=[action]).tick() == 1
    action.assert_called_with()
