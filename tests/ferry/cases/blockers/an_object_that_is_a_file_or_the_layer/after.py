# blockers: dynamic
from io import StringIO

from app.persistence import get_persistence


def close_all() -> None:
    for thing in (get_persistence(), StringIO("")):
        thing.close()
