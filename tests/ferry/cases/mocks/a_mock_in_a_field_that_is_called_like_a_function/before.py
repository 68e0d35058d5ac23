from collections.abc import Callable
from dataclasses import dataclass, field, replace
from unittest.mock import MagicMock, Mock, call

from app.persistence import get_persistence

Action = Callable[[], object]


@dataclass
class Job:
    action: Action

    def run(self) -> object:
        return self.action()


@dataclass
class Repeated(Job):
    times: int = 2


@dataclass
class Watch:
    alarm: Callable[[int], object] | None = None

    def notice(self, number: int) -> None:
        if self.alarm is not None:
            self.alarm(number)


@dataclass
class Agenda:
    jobs: list[Job] = field(default_factory=list)

    def every(self, action: Action) -> None:
        self.jobs.append(Job(action))

    def tick(self) -> int:
        for job in self.jobs:
            job.action()
        return len(self.jobs)


def count() -> object:
    return get_persistence().count_players()


def agenda() -> Agenda:
    found = Agenda()
    found.every(count)
    return found


def watched() -> Watch:
    return Watch(get_persistence().get_player)


def test_by_its_place() -> None:
    action = MagicMock(return_value=3)
    assert Job(action).run() == 3
    action.assert_called_once_with()


def test_in_an_heir() -> None:
    action = Mock(return_value=3)
    assert Repeated(action, times=3).run() == 3
    action.assert_called_once_with()


def test_in_a_copy() -> None:
    action = Mock(return_value=3)
    assert replace(Job(count), action=action).run() == 3


def test_by_a_method() -> None:
    action = MagicMock()
    planned = Agenda()
    planned.every(action)
    assert planned.tick() == 1
    action.assert_called_once_with()


def test_by_its_name() -> None:
    watch = Watch(alarm=Mock())
    watch.notice(4)
    watch.notice(5)
    watch.alarm.assert_has_calls([call(4), call(5)])


def test_nothing_is_held() -> None:
    Watch().notice(4)
