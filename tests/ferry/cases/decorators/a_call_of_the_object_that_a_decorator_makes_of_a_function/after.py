from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


class Task:
    def __init__(self, layer: AsyncPersistenceLayer, function):
        self.layer = layer
        self.function = function

    async def __call__(self, *args):
        return await self.layer.count_players() + self.function(*args)

    async def times(self, count):
        return count * await self.layer.count_players()


def task(layer: AsyncPersistenceLayer):
    def decorate(function):
        return Task(layer, function)

    return decorate


@task(get_async_persistence())
def double(number):
    return 2 * number


async def is_many(number):
    return await double(number) > 2


async def named(layer: AsyncPersistenceLayer):
    @task(layer)
    def triple(number):
        return 3 * number

    return await triple(1), await triple.times(2)
