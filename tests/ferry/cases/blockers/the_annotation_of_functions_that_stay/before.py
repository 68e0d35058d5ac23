# blockers: callback, held_back
from collections.abc import Callable
from heapq import nsmallest

from app.persistence import PersistenceLayer, get_persistence

Counting = Callable[[PersistenceLayer], int]

HANDLERS: dict[str, Callable[[PersistenceLayer, dict[str, str]], str]] = {}
SIZES: "list[Counting]" = []


def handler(name: str) -> Callable[[Callable[..., str]], Callable[..., str]]:
    def register(function: "Callable[[PersistenceLayer, dict[str, str]], str]") -> Callable[..., str]:
        HANDLERS[name] = function
        return function

    return register


@handler("mail")
def send_mail(layer: PersistenceLayer, job: dict[str, str]) -> str:
    return f"{job['to']} {layer.count_players()}"


def call(
    function: Callable[[PersistenceLayer, dict[str, str]], str], layer: PersistenceLayer, job: dict[str, str]
) -> str:
    return function(layer, job)


def run(job: dict[str, str]) -> str:
    return call(HANDLERS[job["name"]], get_persistence(), job)


def order(jobs: list[dict[str, str]]) -> list[dict[str, str]]:
    return nsmallest(1, jobs, key=run)


def players(layer: PersistenceLayer) -> int:
    return layer.count_players()


SIZES.append(players)


def sizes() -> list[int]:
    layer = get_persistence()
    return [size(layer) for size in SIZES]


def names(function: Callable[[PersistenceLayer], list[str]]) -> list[str]:
    return function(get_persistence())


def test_order() -> None:
    assert order([{"name": "mail", "to": "ann"}])


def test_sizes() -> None:
    assert len(sizes()) == 1
    assert names(lambda layer: layer.room_names()) is not None
