"""What a person sees while they wait."""

from io import StringIO

from tools.bazelw.progress import Progress


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    """A time that passes when the test says so."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def test_a_step_is_a_line() -> None:
    log = StringIO()

    Progress(log).step("unpacking 149 packages")

    assert log.getvalue() == "bazelw: unpacking 149 packages\n"


def test_a_log_gets_a_line_every_five_seconds_and_one_at_the_end() -> None:
    log, clock = StringIO(), Clock()
    transfer = Progress(log, clock).transfer("packages", 100_000_000)

    for second in range(1, 12):
        clock.now_s = second
        transfer.at(second * 8_000_000)
    transfer.done()

    assert log.getvalue().splitlines() == [
        "bazelw:   packages: 40 of 100 MB, 8.0 MB/s, 5 s",
        "bazelw:   packages: 80 of 100 MB, 8.0 MB/s, 10 s",
        "bazelw:   packages: 100 of 100 MB, 9.1 MB/s, 11 s",
    ]


def test_a_terminal_gets_one_line_that_changes() -> None:
    terminal, clock = Terminal(), Clock()
    transfer = Progress(terminal, clock).transfer("packages", 100_000_000)

    for second in range(1, 4):
        clock.now_s = second
        transfer.at(second * 8_000_000)
    transfer.done()

    assert terminal.getvalue().count("\r") == 4
    assert terminal.getvalue().count("\n") == 1
