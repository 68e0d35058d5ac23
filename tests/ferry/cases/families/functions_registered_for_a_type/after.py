from functools import singledispatch, singledispatchmethod

from app.persistence.async_layer import get_async_persistence


@singledispatch
async def show(value: object) -> str:
    return "something"


@show.register
async def _(value: int) -> str:
    return f"{value} of {await get_async_persistence().count_players()}"


@show.register(float)
async def show_fraction(value: float) -> str:
    return "a fraction"


class Printer:
    @singledispatchmethod
    async def text(self, value: object) -> str:
        return "something"

    @text.register
    async def _(self, value: int) -> str:
        return str(await get_async_persistence().is_admin(value))


async def all_of_it(printer: Printer) -> list[str]:
    return [await show(1), await show(0.5), await printer.text(1), await printer.text("x")]
