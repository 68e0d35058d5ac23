import inspect

from app.persistence.async_layer import get_async_persistence


class Subject:
    def __init__(self) -> None:
        self.observers = []

    def attach(self, observer) -> None:
        self.observers.append(observer)

    async def notify(self, key: int) -> list[object]:
        return [(await result if inspect.isawaitable(result := observer(key)) else result) for observer in self.observers]


async def watch() -> list[object]:
    subject = Subject()
    subject.attach(get_async_persistence().is_admin)
    subject.attach(lambda key: key + 1)
    return await subject.notify(2)


async def check(key: int, rule=None) -> bool:
    rule = rule or get_async_persistence().is_admin
    return bool((await result if inspect.isawaitable(result := rule(key)) else result))


def pick(is_strict: bool):
    if is_strict:
        return get_async_persistence().is_admin
    return lambda key: key == 2


async def checks() -> list[bool]:
    return [await check(2), await check(2, lambda key: False), (await result if inspect.isawaitable(result := pick(True)(2)) else result), (await result if inspect.isawaitable(result := pick(False)(2)) else result)]
