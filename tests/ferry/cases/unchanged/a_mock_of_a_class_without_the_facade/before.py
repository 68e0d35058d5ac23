from unittest.mock import Mock


class Clock:
    def now(self) -> int:
        return 3


class Watch:
    def __init__(self, clock: Clock) -> None:
        self.clock = clock

    def text(self) -> str:
        return f"{self.clock.now()}"


def test_the_watch_asks_the_clock():
    clock = Mock()
    clock.now.return_value = 4
    assert Watch(clock).text() == "4"
    clock.now.assert_called_once_with()
