from functools import singledispatch, singledispatchmethod

from app.persistence import get_persistence


@singledispatch
def show(value: object) -> str:
    return "something"


@show.register
def _(value: int) -> str:
    return f"{value} of {get_persistence().count_players()}"


@show.register(float)
def show_fraction(value: float) -> str:
    return "a fraction"


class Printer:
    @singledispatchmethod
    def text(self, value: object) -> str:
        return "something"

    @text.register
    def _(self, value: int) -> str:
        return str(get_persistence().is_admin(value))


def all_of_it(printer: Printer) -> list[str]:
    return [show(1), show(0.5), printer.text(1), printer.text("x")]
