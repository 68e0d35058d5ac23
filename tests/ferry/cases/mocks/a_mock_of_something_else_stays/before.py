from unittest.mock import Mock


class Clock:
    def now(self) -> int:
        return 0


def tick(clock: Clock) -> int:
    return clock.now() + 1


def test_a_tick_is_one_later() -> None:
    clock = Mock(spec=Clock)
    clock.now.return_value = 4

    assert tick(clock) == 5
    clock.now.assert_called_once_with()
