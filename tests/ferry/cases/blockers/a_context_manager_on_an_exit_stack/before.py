# blockers: generator, held_back
from contextlib import ExitStack, contextmanager

from app.persistence import PersistenceLayer


@contextmanager
def editing(layer: PersistenceLayer):
    yield layer.get_player(1)


def run(layer: PersistenceLayer) -> None:
    with ExitStack() as stack:
        print(stack.enter_context(editing(layer)))
