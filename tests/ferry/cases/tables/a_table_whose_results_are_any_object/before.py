from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.persistence import get_persistence


@dataclass
class Job:
    kind: str
    number: int


HANDLERS: dict[str, Callable[[Job], object]] = {}


def register(func: Callable[[Job], object]) -> Callable[[Job], object]:
    HANDLERS[func.__name__] = func
    return func


@register
def mail(job: Job) -> str:
    return get_persistence().get_player(job.number).name


@register
def note(job: Job) -> None:
    get_persistence().delete_player(job.number)


def run(job: Job) -> object:
    return HANDLERS[job.kind](job)


# What may be another function is awaited if it can be: `object` says so already, and so does `Any`.


def level(number: int) -> object:
    return get_persistence().get_player(number)


BESIDE: dict[str, Callable[[int], object]] = {"level": level, "text": str}
UNSAID: dict[str, Callable[[int], Any]] = {"level": level}


def show(name: str) -> object:
    return BESIDE[name](1)


def shown(name: str) -> object:
    return UNSAID[name](1)


# Nothing is seen to call these.

UNCALLED: dict[str, Callable[[int], object]] = {"level": level, "text": str}
