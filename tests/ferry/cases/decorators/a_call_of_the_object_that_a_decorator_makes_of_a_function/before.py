from app.persistence import PersistenceLayer, get_persistence


class Task:
    def __init__(self, layer: PersistenceLayer, function):
        self.layer = layer
        self.function = function

    def __call__(self, *args):
        return self.layer.count_players() + self.function(*args)

    def times(self, count):
        return count * self.layer.count_players()


def task(layer: PersistenceLayer):
    def decorate(function):
        return Task(layer, function)

    return decorate


@task(get_persistence())
def double(number):
    return 2 * number


def is_many(number):
    return double(number) > 2


def named(layer: PersistenceLayer):
    @task(layer)
    def triple(number):
        return 3 * number

    return triple(1), triple.times(2)
